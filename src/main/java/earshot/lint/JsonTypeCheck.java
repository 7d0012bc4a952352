package earshot.lint;

import earshot.problem.ProblemReason;

/// A device drops a text that is not an object with a `type`.
final class JsonTypeCheck implements LintCheck {
    @Override
    public LintRule rule() {
        return LintRule.JSON_TYPE;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.TextSent sent)) {
            return Verdict.NOTHING;
        }
        return sent.body().isIntegralNumber() || sent.body().path("type").isTextual() ? Verdict.KEPT
            : new Verdict.Broken(ProblemReason.LINT_NO_TYPE.toString());
    }
}
