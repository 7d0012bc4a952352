package earshot.lint;

import earshot.problem.ProblemReason;

/// A device that never listened refuses to speak. One that is named a sound of its own plays that, and opens no channel for it: badge-protocol section 2.7.
final class StartBeforeListenCheck implements LintCheck {
    @Override
    public LintRule rule() {
        return LintRule.START_BEFORE_LISTEN;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.TextSent sent) || !sent.speech("start") || sent.body().has("url")) {
            return Verdict.NOTHING;
        }
        return view.everListened() ? Verdict.KEPT : new Verdict.Broken(ProblemReason.LINT_START_FIRST.toString());
    }
}
