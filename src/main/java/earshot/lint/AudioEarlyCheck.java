package earshot.lint;

import earshot.problem.ProblemReason;
import java.util.OptionalLong;

/// Frames within 20 ms of `tts start` are dropped: the device has not changed its state yet.
final class AudioEarlyCheck implements LintCheck {
    /// A little less than what is asked for, because the moments are noted after those that count.
    private static final long SHORTEST_NANOS = 19_000_000;

    private OptionalLong started = OptionalLong.empty();

    @Override
    public LintRule rule() {
        return LintRule.AUDIO_EARLY;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (traffic instanceof Traffic.TextSent sent && sent.speech("start")) {
            started = OptionalLong.of(sent.nanos());
        } else if (traffic instanceof Traffic.FrameSent(_, long nanos) && started.isPresent()) {
            long gap = nanos - started.getAsLong();
            started = OptionalLong.empty();
            return gap >= SHORTEST_NANOS ? Verdict.KEPT : new Verdict.Broken(ProblemReason.LINT_SOUND_AFTER.with(gap / 1_000_000));
        }
        return Verdict.NOTHING;
    }
}
