package earshot;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.cli.DemoLauncher;
import earshot.cli.DemoReport;
import earshot.cli.DemoVerdict;
import earshot.engine.EngineOptions;
import earshot.engine.SpeechFactoryFake;
import earshot.simulator.SampleSentence;
import earshot.store.HomeDirectory;
import earshot.time.SystemTime;
import earshot.time.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo from end to end: engine, console, sockets, audio. Only the recognizer is a fake with a fixed result; the real one runs
/// when the image is checked.
class DemoTest {
    private static final Time TIME = new SystemTime();
    private static final SampleSentence WHOLE = SampleSentence.load();
    private static final SampleSentence SHORT = new SampleSentence(new PcmAudio(Arrays.copyOf(WHOLE.pcmAudio().pcm(), 5 * 16_000 / 2), 16_000), WHOLE.text());

    @TempDir
    private Path home;

    @Test
    void aDeviceSpeaksIsUnderstoodAnsweredHeardAndSeen() throws Exception {
        DemoReport report = demo(WHOLE.text());
        assertThat(report.verdict().failed()).isEmpty();
        report.write(home.resolve("out"));
        assertThat(Files.size(home.resolve("out").resolve("console.png"))).isGreaterThan(10_000);
        assertThat(Files.readString(home.resolve("out").resolve("transcript.txt"))).isEqualToIgnoringNewLines(WHOLE.text());
    }

    @Test
    void aDeviceThatIsMisunderstoodFailsTheDemo() {
        // the first window of a process may be drawn later than so short a sentence ends: the picture is asked for below
        assertThat(demo("i scream for ice cream").verdict().failed()).extracting(DemoVerdict.Check::name).filteredOn(name -> !name.equals("picture"))
            .containsExactly("transcript");
    }

    private DemoReport demo(String understood) {
        Map<String, Object> settings = Map.of("server.ip", "127.0.0.1", "server.port", 0, "server.http_port", 0);
        return new DemoLauncher(TIME,
            () -> new EngineOptions(new HomeDirectory(home.resolve("home")), Optional.empty(), settings, TIME, new SpeechFactoryFake(understood)),
            JavaFxWindow::open, () -> SHORT).get();
    }
}
