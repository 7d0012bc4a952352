package earshot.lint;

import earshot.problem.ProblemReason;
import earshot.wire.InboundMessage;
import java.util.OptionalLong;

/// After its button was pressed the device stays in its speaking state until `tts stop` comes.
final class AbortUnansweredCheck implements LintCheck {
    private static final long LIMIT_NANOS = 1_000_000_000;

    private OptionalLong asked = OptionalLong.empty();

    @Override
    public LintRule rule() {
        return LintRule.ABORT_UNANSWERED;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (traffic instanceof Traffic.TextReceived received && received.message() instanceof InboundMessage.Abort && view.speaking()) {
            asked = asked.isPresent() ? asked : OptionalLong.of(received.nanos());
        } else if (asked.isPresent()) {
            long waited = traffic.nanos() - asked.getAsLong();
            boolean stopped = traffic instanceof Traffic.TextSent sent && sent.speech("stop");
            if (stopped || waited > LIMIT_NANOS) {
                asked = OptionalLong.empty();
                return waited <= LIMIT_NANOS ? Verdict.KEPT : new Verdict.Broken(ProblemReason.LINT_NO_STOP.with(LIMIT_NANOS / 1_000_000));
            }
        }
        return Verdict.NOTHING;
    }
}
