package earshot.cli;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.audio.WavFile;
import earshot.simulator.FrameCounters;
import earshot.simulator.SimulatedDeviceReport;
import earshot.simulator.SimulatedTurnReport;
import earshot.turn.StageWork;
import earshot.turn.TurnFacts;

/// The report of a demo: `transcript.txt`, `answer.wav`, `console.png`, `report.json` and `report.txt`.
///
/// @param starts how long each part of the start took, in order
/// @param parts names of the components in use
public record DemoReport(DemoRun.Outcome outcome, DemoVerdict verdict, List<Step> starts, Map<String, String> parts) {
    /// A duration with its name.
    public record Step(String name, Duration took) {}

    /// Writes all files; creates the directory when absent.
    public void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("transcript.txt"), outcome.evidence().heard() + "\n");
        Files.write(directory.resolve("answer.wav"), WavFile.bytes(outcome.evidence().answer()));
        if (outcome.png().isPresent()) {
            Files.write(directory.resolve("console.png"), outcome.png().get());
        }
        Files.writeString(directory.resolve("report.json"), json().toPrettyString() + "\n");
        Files.writeString(directory.resolve("report.txt"), text());
    }

    /// The report as lines.
    String text() {
        StringBuilder out = new StringBuilder();
        for (DemoVerdict.Check check : verdict.checks()) {
            out.append(line("%-7s %-16s %s%n", check.passed() ? "ok" : "FAILED", check.name(), check.actual()));
            if (!check.passed()) {
                out.append(line("        %-16s expected: %s%n", "", check.expected()));
            }
        }
        out.append("\ntiming\n");
        times().forEach(step -> out.append(line("  %-44s %8.1f ms%n", step.name, step.took.toNanos() / 1e6)));
        stages().ifPresent(stages -> {
            out.append("\nthe turn, from the end of speech to the last sound\n");
            stages.forEach(
                time -> out.append(line("  %-20s %-10s %8.1f ms%n", time.stage().label(), owner(time), time.duration().toNanos() / 1e6)));
        });
        FrameCounters c = counters();
        out.append(line("%nframes  sent by the device %d, by the server %d, played %d, underruns %d (%d ms), early %d%n",
            c.sent(), outcome.evidence().framesSent(), c.played(), c.underruns(), c.underrunNanos() / 1_000_000, c.early()));
        parts.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(part -> out.append(line("%-8s %s%n", part.getKey(), part.getValue())));
        return out.toString();
    }

    /// The report as JSON; times in milliseconds.
    ObjectNode json() {
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("passed", verdict.passed());
        for (DemoVerdict.Check check : verdict.checks()) {
            out.withArray("checks").addObject().put("name", check.name()).put("passed", check.passed()).put("expected", check.expected())
                .put("came", check.actual());
        }
        ObjectNode timing = out.putObject("timing_ms");
        times().forEach(step -> timing.put(step.name, millis(step.took)));
        stages().ifPresent(stages -> stages.forEach(time ->
        out.withArray("stages").addObject().put("name", time.stage().label()).put("owner", owner(time)).put("ms", millis(time.duration()))));
        DemoEvidence evidence = outcome.evidence();
        out.put("said", evidence.said()).put("heard", evidence.heard()).put("word_error_rate", WordErrorRate.of(evidence.said(), evidence.heard()));
        outcome.turn().ifPresent(turn -> turn.transcript().confidence().ifPresent(sure -> out.put("confidence", sure)));
        FrameCounters c = counters();
        out.putObject("frames").put("uplink", c.sent()).put("downlink", evidence.framesSent()).put("received", c.received()).put("played", c.played())
            .put("underruns", c.underruns()).put("underrun_ms", c.underrunNanos() / 1_000_000).put("early", c.early()).put("lost", c.lost());
        ObjectNode names = out.putObject("parts");
        parts.forEach(names::put);
        return out;
    }

    private FrameCounters counters() {
        return outcome.evidence().device().counters();
    }

    /// All durations, in order of the events.
    private List<Step> times() {
        SimulatedDeviceReport device = outcome.evidence().device();
        List<Step> steps = new ArrayList<>(starts);
        add(steps, "device: TCP and upgrade", device.connect());
        add(steps, "device: hello to hello", device.hello());
        for (SimulatedTurnReport turn : device.turns()) {
            add(steps, "device: end of sentence to tts start", turn.ttsStart());
            add(steps, "device: end of sentence to first frame", turn.firstFrame());
            add(steps, "device: end of sentence to stt", turn.stt());
            add(steps, "device: end of sentence to tts stop", turn.ttsStop());
            add(steps, "device: end of sentence to last sound played", turn.drained());
        }
        return steps;
    }

    private Optional<List<TurnFacts.StageTime>> stages() {
        return outcome.turn().map(TurnFacts::stages).filter(stages -> !stages.isEmpty());
    }

    private String owner(TurnFacts.StageTime time) {
        return outcome.turn().map(facts -> StageWork.of(time, facts, parts.getOrDefault("voice", "")).owner()).orElse(time.stage().owner()).label();
    }

    private static void add(List<Step> steps, String name, Optional<Duration> took) {
        took.ifPresent(duration -> steps.add(new Step(name, duration)));
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 1e4) / 100.0;
    }

    private static String line(String format, Object... args) {
        return String.format(Locale.ROOT, format, args);
    }
}
