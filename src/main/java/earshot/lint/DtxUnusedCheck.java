package earshot.lint;

import earshot.problem.ProblemReason;
import earshot.wire.UnwrappedFrame;

/// Firmware sends silence as packets of one to three bytes; without that a minute of listening costs twenty times as much.
final class DtxUnusedCheck implements LintCheck {
    private static final int DTX_BYTES = 3;
    /// Two minutes of 60 ms: nobody speaks that long without a pause.
    private static final int MOST = 2_000;

    private int loud;

    @Override
    public LintRule rule() {
        return LintRule.DTX_UNUSED;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.FrameReceived(UnwrappedFrame.Packet packet, _)) || !view.firmware() || !view.listening()) {
            return Verdict.NOTHING;
        }
        if (packet.opus().length <= DTX_BYTES) {
            loud = 0;
            return Verdict.KEPT;
        }
        loud++;
        return loud == MOST ? new Verdict.Broken(ProblemReason.LINT_NO_SILENCE.with(MOST)) : Verdict.NOTHING;
    }
}
