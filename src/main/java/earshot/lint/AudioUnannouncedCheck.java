package earshot.lint;

import earshot.problem.ProblemReason;
import earshot.wire.InboundMessage;
import earshot.wire.UnwrappedFrame;
import java.util.OptionalLong;

/// Sound outside of `tts start` and `tts stop` is dropped by the device. What crosses an `abort` is not sent against the rule.
final class AudioUnannouncedCheck implements LintCheck {
    private static final long CROSSING_NANOS = 1_000_000_000;

    private OptionalLong aborted = OptionalLong.empty();

    @Override
    public LintRule rule() {
        return LintRule.AUDIO_UNANNOUNCED;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (traffic instanceof Traffic.TextReceived received && received.message() instanceof InboundMessage.Abort && view.speaking()) {
            aborted = OptionalLong.of(received.nanos());
        } else if (traffic instanceof Traffic.TextSent sent && (sent.speech("stop") || sent.speech("start"))) {
            aborted = OptionalLong.empty();
        }
        if (!(traffic instanceof Traffic.FrameSent sent) || sent.frame() instanceof UnwrappedFrame.Empty
            || aborted.isPresent() && sent.nanos() - aborted.getAsLong() < CROSSING_NANOS) {
            return Verdict.NOTHING;
        }
        return view.speaking() ? Verdict.KEPT : new Verdict.Broken(ProblemReason.LINT_NO_START.toString());
    }
}
