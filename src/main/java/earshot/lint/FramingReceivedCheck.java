package earshot.lint;

import earshot.wire.UnwrappedFrame;

/// A device that frames otherwise than it announced is not understood.
final class FramingReceivedCheck implements LintCheck {
    @Override
    public LintRule rule() {
        return LintRule.FRAMING_RECEIVED;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.FrameReceived passed)) {
            return Verdict.NOTHING;
        }
        return passed.frame() instanceof UnwrappedFrame.Malformed(String reason) ? new Verdict.Broken(reason) : Verdict.KEPT;
    }
}
