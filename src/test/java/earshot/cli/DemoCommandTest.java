package earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.WavFile;
import earshot.id.DeviceId;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.simulator.FrameCounters;
import earshot.simulator.SimulatedDeviceReport;
import earshot.simulator.SimulatedTurnReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// What the command does with the results of a run: the files, the report, the exit code.
class DemoCommandTest {
    private static final String SAID = "he might even have been made amiable himself";

    @TempDir
    private Path home;

    @Test
    void leavesTranscriptAnswerPictureAndReportsAndExitsWith0() throws Exception {
        Run run = run(UnaryOperator.identity());
        assertThat(run.exit).isZero();
        Path out = home.resolve("out");
        assertThat(out.resolve("transcript.txt")).hasContent(SAID);
        assertThat(WavFile.read(out.resolve("answer.wav")).pcm()).hasSize(24_000);
        assertThat(out.resolve("console.png")).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(Files.readString(out.resolve("report.json"))).contains("\"passed\" : true").contains("\"played\" : 50").contains("first frame");
        assertThat(Files.readString(out.resolve("report.txt"), StandardCharsets.UTF_8)).contains("ok      transcript")
            .contains("end of sentence to first frame");
        assertThat(run.out).contains("ok      picture");
    }

    static Stream<Arguments> broken() {
        return Stream.of(
            Arguments.of("transcript", change(e -> new DemoEvidence(e.said(), "i scream for ice cream", e.framesSent(), e.device(), e.answer(), e.picture()))),
            Arguments.of("frames", change(e -> new DemoEvidence(e.said(), e.heard(), 51, e.device(), e.answer(), e.picture()))),
            Arguments.of("answer length", change(e -> new DemoEvidence(e.said(), e.heard(), 50, e.device(), tone(12_000, 3000), e.picture()))),
            Arguments.of("answer loudness", change(e -> new DemoEvidence(e.said(), e.heard(), 50, e.device(), tone(24_000, 100), e.picture()))),
            Arguments.of("picture", change(e -> new DemoEvidence(e.said(), e.heard(), 50, e.device(), e.answer(), Optional.empty()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void whenOneThingIsBrokenItExitsWith1NamesItAndLeavesTheFilesAllTheSame(String name, UnaryOperator<DemoEvidence> breaking) {
        Run run = run(breaking);
        assertThat(run.exit).isEqualTo(1);
        assertThat(run.problem.problem().code()).isEqualTo(ProblemCode.DEMO_FAILED);
        assertThat(run.problem.problem().args().getFirst()).startsWith(name + ": ");
        assertThat(home.resolve("out").resolve("report.json")).exists();
    }

    private static UnaryOperator<DemoEvidence> change(UnaryOperator<DemoEvidence> change) {
        return change;
    }

    private record Run(int exit, String out, ProblemException problem) {}

    private Run run(UnaryOperator<DemoEvidence> breaking) {
        SimulatedTurnReport turn = new SimulatedTurnReport(SAID, "", Optional.of(Duration.ofMillis(900)), Optional.of(Duration.ofMillis(700)),
            Optional.of(Duration.ofMillis(730)),
            Optional.of(Duration.ofMillis(3800)), Optional.of(Duration.ofMillis(3810)));
        SimulatedDeviceReport device = new SimulatedDeviceReport(new DeviceId("02:ea:50:00:00:01"), Optional.of(Duration.ofMillis(3)),
            Optional.of(Duration.ofMillis(4)),
            new FrameCounters(100, 50, 0, 0, 0, 0, new FrameCounters.Playback(50, 0, 0, 0, 0, 0, 0), FrameCounters.Arrivals.NONE), List.of(turn), List.of());
        DemoEvidence good = new DemoEvidence(SAID, SAID, 50, device, tone(24_000, 3000), Optional.of(new DemoEvidence.Picture(1280, 800, 400, true)));
        DemoEvidence evidence = breaking.apply(good);
        DemoReport report = new DemoReport(new DemoRun.Outcome(evidence, Optional.of(new byte[] {1, 2, 3}), Optional.empty()), DemoVerdict.of(evidence),
            List.of(new DemoReport.Step("start", Duration.ofMillis(500))), Map.of("codec", "concentus"));
        AtomicReference<ProblemException> problem = new AtomicReference<>();
        StringWriter out = new StringWriter();
        int exit = new CommandLine(new DemoCommand(() -> report)).setOut(new PrintWriter(out)).setExecutionExceptionHandler((thrown, _, _) -> {
            problem.set((ProblemException) thrown);
            return CommandLine.ExitCode.SOFTWARE;
        }).execute("--out", home.resolve("out").toString());
        return new Run(exit, out.toString(), problem.get());
    }

    private static PcmAudio tone(int samples, int amplitude) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) (amplitude * Math.sin(i / 10.0));
        }
        return new PcmAudio(pcm, 24_000);
    }
}
