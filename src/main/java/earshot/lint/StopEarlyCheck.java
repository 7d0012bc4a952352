package earshot.lint;

import earshot.problem.ProblemReason;
import earshot.wire.InboundMessage;

/// Clients other than the firmware cut what is not played yet when `tts stop` comes.
final class StopEarlyCheck implements LintCheck {
    private static final long MOST_MILLIS = 500;

    private boolean aborted;

    @Override
    public LintRule rule() {
        return LintRule.STOP_EARLY;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (traffic instanceof Traffic.TextReceived received && received.message() instanceof InboundMessage.Abort) {
            aborted = true;
        } else if (traffic instanceof Traffic.TextSent sent && sent.speech("start")) {
            aborted = false;
        } else if (traffic instanceof Traffic.TextSent sent && sent.speech("stop") && view.speaking() && !aborted && !view.listening()) {
            long left = view.ahead(sent.nanos()).toMillis();
            return left <= MOST_MILLIS ? Verdict.KEPT : new Verdict.Broken(ProblemReason.LINT_STOP_BEFORE.with(left));
        }
        return Verdict.NOTHING;
    }
}
