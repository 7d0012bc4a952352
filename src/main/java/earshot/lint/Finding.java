package earshot.lint;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSubject;

/// A violation of a rule.
///
/// @param detail what was seen: a [ProblemReason], or the terms of the protocol; short, without secrets
/// @param count how often in a row, from 1
/// @param message the text at which it was seen; empty where it was not text; may hold secrets
public record Finding(LintRule rule, String detail, int count, Optional<String> message) {
    public Finding(LintRule rule, String detail, int count) {
        this(rule, detail, count, Optional.empty());
    }

    /// What was seen, in the words of a language.
    public String seen(Locale locale) {
        return ProblemReason.text(detail, locale);
    }

    /// The same in words, as a problem of the device.
    public Problem problem(DeviceId device) {
        return Problem.of(rule.code(), new ProblemSubject.ProtocolRule(device, rule.id()), device, detail, count);
    }
}
