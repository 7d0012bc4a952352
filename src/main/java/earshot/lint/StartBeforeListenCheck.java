package earshot.lint;

import earshot.problem.ProblemReason;

/// A device that never listened refuses to speak.
final class StartBeforeListenCheck implements LintCheck {
    @Override
    public LintRule rule() {
        return LintRule.START_BEFORE_LISTEN;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.TextSent sent) || !sent.speech("start")) {
            return Verdict.NOTHING;
        }
        return view.everListened() ? Verdict.KEPT : new Verdict.Broken(ProblemReason.LINT_START_FIRST.toString());
    }
}
