package earshot.lint;

import earshot.audio.OpusPacket;
import earshot.problem.ProblemReason;
import earshot.wire.UnwrappedFrame;

/// A packet longer than the server's hello announced does not fit the device's buffer. A length that no packet has is a mistake of the hello alone.
final class PacketLongCheck implements LintCheck {
    @Override
    public LintRule rule() {
        return LintRule.PACKET_LONG;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.FrameSent(UnwrappedFrame.Packet packet, _)) || view.serverHello().isEmpty()
            || !HelloAudioCheck.hasFrames(view.frameMillis())) {
            return Verdict.NOTHING;
        }
        int micros = OpusPacket.statedMicros(packet.opus());
        return micros <= view.frameMillis() * 1_000 ? Verdict.KEPT
            : new Verdict.Broken(ProblemReason.LINT_PACKET_LONG.with(micros / 1_000, view.frameMillis()));
    }
}
