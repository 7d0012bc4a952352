package earshot.lint;

import earshot.wire.UnwrappedFrame;

/// Sound that is framed otherwise than the device announced is read beyond its end, or decoded as noise.
final class FramingSentCheck implements LintCheck {
    @Override
    public LintRule rule() {
        return LintRule.FRAMING_SENT;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.FrameSent passed)) {
            return Verdict.NOTHING;
        }
        return passed.frame() instanceof UnwrappedFrame.Malformed(String reason) ? new Verdict.Broken(reason) : Verdict.KEPT;
    }
}
