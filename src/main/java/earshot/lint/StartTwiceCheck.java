package earshot.lint;

import earshot.problem.ProblemReason;

/// A second `tts start` without a stop empties the queue of the device.
final class StartTwiceCheck implements LintCheck {
    @Override
    public LintRule rule() {
        return LintRule.START_TWICE;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.TextSent sent) || !sent.speech("start")) {
            return Verdict.NOTHING;
        }
        return !view.speaking() || view.ahead(sent.nanos()).isZero() ? Verdict.KEPT
            : new Verdict.Broken(ProblemReason.LINT_PACKETS_LOST.with(view.packetsAhead(sent.nanos())));
    }
}
