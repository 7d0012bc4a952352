package earshot.lint;

import earshot.problem.ProblemReason;
import earshot.wire.InboundMessage;
import earshot.wire.ListenMode;
import earshot.wire.UnwrappedFrame;

/// Sound that is sent without listening is dropped. What precedes a wake word, and what is on its way, is allowed: as much as a device keeps.
/// Clients other than firmware may say once that they listen, and leave the microphone open until they say otherwise: the server keeps listening to them.
final class AudioOutsideListenCheck implements LintCheck {
    private static final int MOST = 40;

    private int frames;
    private boolean open;

    @Override
    public LintRule rule() {
        return LintRule.AUDIO_OUTSIDE_LISTEN;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (traffic instanceof Traffic.TextReceived(InboundMessage.Listen listen, _, _, _)) {
            frames = 0;
            switch (listen.listenAction()) {
                case START -> open = !view.firmware() && listen.mode().filter(ListenMode.MANUAL::equals).isEmpty();
                case STOP -> open = false;
                case DETECT -> { }
            }
        } else if (traffic instanceof Traffic.FrameReceived(UnwrappedFrame.Packet _, _) && (view.firmware() || !view.speaking())) {
            frames = open || view.listening() ? 0 : frames + 1;
            return frames == 0 ? Verdict.KEPT : frames > MOST ? new Verdict.Broken(ProblemReason.LINT_OUTSIDE.with(frames)) : Verdict.NOTHING;
        }
        return Verdict.NOTHING;
    }
}
