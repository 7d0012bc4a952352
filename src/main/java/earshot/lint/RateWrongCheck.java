package earshot.lint;

import earshot.problem.ProblemReason;
import earshot.wire.UnwrappedFrame;

/// A packet of more bandwidth than the announced rate was encoded at another rate.
final class RateWrongCheck implements LintCheck {
    private static final int USUAL_RATE = 16_000;
    private static final int DTX_BYTES = 3;
    private static final int IN_A_ROW = 10;

    private int wide;

    /// In Hz. Source: RFC 6716, table 2.
    private static int bandwidth(int config) {
        return switch (config) {
            case 0, 1, 2, 3, 16, 17, 18, 19 -> 4_000;
            case 4, 5, 6, 7 -> 6_000;
            case 8, 9, 10, 11, 20, 21, 22, 23 -> 8_000;
            case 12, 13, 24, 25, 26, 27 -> 12_000;
            default -> 20_000;
        };
    }

    @Override
    public LintRule rule() {
        return LintRule.RATE_WRONG;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.FrameReceived(UnwrappedFrame.Packet packet, _)) || packet.opus().length <= DTX_BYTES) {
            return Verdict.NOTHING;
        }
        int rate = view.deviceHello().map(hello -> hello.audio().sampleRate()).orElse(USUAL_RATE);
        int bandwidth = bandwidth((packet.opus()[0] & 0xff) >> 3);
        wide = bandwidth > rate / 2 ? wide + 1 : 0;
        return wide == 0 ? Verdict.KEPT : wide >= IN_A_ROW ? new Verdict.Broken(ProblemReason.LINT_BANDWIDTH.with(bandwidth, rate)) : Verdict.NOTHING;
    }
}
