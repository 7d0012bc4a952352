package earshot.lint;

import earshot.problem.ProblemReason;
import earshot.wire.UnwrappedFrame;

/// Sound outside of `tts start` and `tts stop` is dropped by the device.
final class AudioUnannouncedCheck implements LintCheck {
    @Override
    public LintRule rule() {
        return LintRule.AUDIO_UNANNOUNCED;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.FrameSent sent) || sent.frame() instanceof UnwrappedFrame.Empty) {
            return Verdict.NOTHING;
        }
        return view.speaking() ? Verdict.KEPT : new Verdict.Broken(ProblemReason.LINT_NO_START.toString());
    }
}
