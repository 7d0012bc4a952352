package earshot.lint;

import earshot.problem.ProblemReason;
import java.util.List;

/// An alert needs a status, a message and an emotion, all three as texts.
final class AlertIncompleteCheck implements LintCheck {
    private static final List<String> PARTS = List.of("status", "message", "emotion");

    @Override
    public LintRule rule() {
        return LintRule.ALERT_INCOMPLETE;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.TextSent sent) || !sent.type().equals("alert")) {
            return Verdict.NOTHING;
        }
        List<String> missing = PARTS.stream().filter(part -> !sent.body().path(part).isTextual()).toList();
        return missing.isEmpty() ? Verdict.KEPT : new Verdict.Broken(ProblemReason.LINT_MISSING.with(String.join(", ", missing)));
    }
}
