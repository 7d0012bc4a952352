package earshot.cli;

import module java.base;

import earshot.audio.AudioLevel;
import earshot.simulator.FrameCounters;

/// Checks the facts of a demo: each check has the expected and the actual result. Pure.
///
/// @param checks in the order of the turn
public record DemoVerdict(List<Check> checks) {
    static final double MAX_WORD_ERROR_RATE = 0.4;
    static final Duration MIN_ANSWER = Duration.ofMillis(500);
    /// dBFS.
    static final double MIN_ANSWER_DB = -40;
    private static final int MIN_COLORS = 16;
    private static final int MIN_SIDE = 400;

    /// One check with its result.
    public record Check(String name, String expected, String actual, boolean passed) {}

    public static DemoVerdict of(DemoEvidence evidence) {
        return new DemoVerdict(
            List.of(conversation(evidence), transcript(evidence), frames(evidence), length(evidence), loudness(evidence), picture(evidence)));
    }

    public boolean passed() {
        return checks.stream().allMatch(Check::passed);
    }

    public List<Check> failed() {
        return checks.stream().filter(check -> !check.passed).toList();
    }

    private static Check conversation(DemoEvidence evidence) {
        List<String> failures = evidence.device().failures().stream().map(failure -> failure.words(Locale.ENGLISH)).toList();
        return new Check("conversation", "the device connected, spoke and was answered", failures.isEmpty() ? "it did" : String.join("; ", failures),
            failures.isEmpty() && evidence.device().turns().size() == 1);
    }

    private static Check transcript(DemoEvidence evidence) {
        double rate = WordErrorRate.of(evidence.said(), evidence.heard());
        return new Check("transcript", text("word error rate at most %.0f %% against \"%s\"", MAX_WORD_ERROR_RATE * 100, evidence.said()),
            text("%.0f %%: \"%s\"", rate * 100, evidence.heard()), rate <= MAX_WORD_ERROR_RATE);
    }

    private static Check frames(DemoEvidence evidence) {
        FrameCounters counters = evidence.device().counters();
        return new Check("frames", "every frame that the server sent was played",
            text("sent %d, received %d, played %d", evidence.framesSent(), counters.received(), counters.played()),
            evidence.framesSent() > 0 && counters.received() == evidence.framesSent() && counters.played() == evidence.framesSent());
    }

    private static Check length(DemoEvidence evidence) {
        Duration length = evidence.answer().duration();
        return new Check("answer length", text("over %.1f s", MIN_ANSWER.toMillis() / 1e3), text("%.2f s", length.toMillis() / 1e3),
            length.compareTo(MIN_ANSWER) > 0);
    }

    private static Check loudness(DemoEvidence evidence) {
        double level = AudioLevel.of(evidence.answer().pcm()).rmsDb();
        return new Check("answer loudness", text("above %.0f dBFS", MIN_ANSWER_DB), text("%.1f dBFS", level), level > MIN_ANSWER_DB);
    }

    private static Check picture(DemoEvidence evidence) {
        return new Check("picture", "the console with the device's row and a waveform",
            evidence.picture()
                .map(p -> text("%d x %d, %d colours, %s", p.width(), p.height(), p.colors(), p.live() ? "row and waveform on it" : "row or waveform missing"))
                .orElse("none"),
            evidence.picture().filter(p -> p.live() && p.colors() >= MIN_COLORS && p.width() >= MIN_SIDE && p.height() >= MIN_SIDE).isPresent());
    }

    private static String text(String format, Object... args) {
        return String.format(Locale.ROOT, format, args);
    }
}
