package earshot.lint;

import earshot.audio.OpusPacket;
import earshot.problem.ProblemReason;
import earshot.wire.InboundMessage;
import earshot.wire.UnwrappedFrame;

/// The frames of a sentence have one duration.
final class FrameChangedCheck implements LintCheck {
    /// Microseconds of the first frame of the sentence; 0 before it.
    private int first;

    @Override
    public LintRule rule() {
        return LintRule.FRAME_CHANGED;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (traffic instanceof Traffic.TextReceived(InboundMessage.Listen _, _, _, _)) {
            first = 0;
        } else if (traffic instanceof Traffic.FrameReceived(UnwrappedFrame.Packet packet, _)) {
            int micros = OpusPacket.statedMicros(packet.opus());
            first = first == 0 ? micros : first;
            return micros == first ? Verdict.KEPT : new Verdict.Broken(ProblemReason.LINT_FRAME_CHANGED.with(first / 1_000, micros / 1_000));
        }
        return Verdict.NOTHING;
    }
}
