package earshot.lint;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.problem.ProblemReason;
import java.util.Set;

/// The device builds its decoder by the server's hello: of a rate and a frame duration that Opus has.
final class HelloAudioCheck implements LintCheck {
    private static final Set<Integer> RATES = Set.of(8_000, 12_000, 16_000, 24_000, 48_000);
    private static final Set<Integer> MILLIS = Set.of(5, 10, 20, 40, 60, 80, 100, 120);

    @Override
    public LintRule rule() {
        return LintRule.HELLO_AUDIO;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.TextSent sent) || !sent.type().equals("hello")) {
            return Verdict.NOTHING;
        }
        JsonNode audio = sent.body().path("audio_params");
        int rate = audio.path("sample_rate").asInt(24_000);
        int millis = audio.path("frame_duration").asInt(60);
        return RATES.contains(rate) && hasFrames(millis) ? Verdict.KEPT : new Verdict.Broken(ProblemReason.LINT_AUDIO_FORMAT.with(rate, millis));
    }

    /// Whether Opus has packets of this length, in ms.
    static boolean hasFrames(int millis) {
        return MILLIS.contains(millis);
    }
}
