package earshot.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.id.DeviceId;
import earshot.simulator.SimulatedDeviceEvent.FirstFrame;
import earshot.simulator.SimulatedDeviceEvent.MessageReceived;
import earshot.simulator.SimulatedDeviceEvent.PlaybackDrained;
import earshot.simulator.SimulatedDeviceEvent.SpeechEnded;
import org.junit.jupiter.api.Test;

/// How the events of test devices become a report for people and for programs.
class SimulationReportTest {
    private static final FrameCounters COUNTERS = new FrameCounters(50, 40, 2, 1, 4, 1, new FrameCounters.Playback(33, 1, 1, 1, 2, 130_900_000, 1),
        FrameCounters.Arrivals.NONE);

    @Test
    void theTimesOfATurnCountFromTheEndOfSpeech() {
        SimulatedTurnReport turn = SimulatedTurnReport.of(List.of(
            at(90, new MessageReceived("tts start", "", "")), at(100, new SpeechEnded()), at(350, new MessageReceived("stt", "what time is it", "")),
            at(360, new MessageReceived("stt", "second", "")),
            at(400, new MessageReceived("tts sentence_start", "It is noon.", "")), at(410, new FirstFrame()),
            at(500, new MessageReceived("tts sentence_start", "", "")),
            at(600, new MessageReceived("tts sentence_start", "Lunch!", "")), at(900, new MessageReceived("tts stop", "", "")),
            at(1_000, new PlaybackDrained())));
        assertThat(turn).isEqualTo(new SimulatedTurnReport("what time is it", "It is noon. Lunch!", millis(250), Optional.of(Duration.ofMillis(-10)),
            millis(310), millis(800), millis(900)));
    }

    @Test
    void whatNeverCameIsAbsent() {
        assertThat(SimulatedTurnReport.of(List.of()))
            .isEqualTo(new SimulatedTurnReport("", "", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(SimulatedTurnReport.of(List.of(at(5, new FirstFrame()))).firstFrame()).as("without an end of speech there is no time").isEmpty();
    }

    @Test
    void aReportForPeopleHasALineForEachDeviceTurnAndFailure() {
        SimulationReport report = new SimulationReport("ws://127.0.0.1:8000/xiaozhi/v1/", List.of(
            device(new DeviceId("a"), 10, List.of(turn(200)), List.of()), new SimulatedDeviceReport(new DeviceId("b"), Optional.empty(), Optional.empty(),
                FrameCounters.NONE, List.of(), List.of(DeviceFailure.of("no answer"), DeviceFailure.of("gone")))));
        assertThat(report.passed()).isFalse();
        assertThat(report.text().lines()).containsExactly(
            "server    ws://127.0.0.1:8000/xiaozhi/v1/",
            "device    a  connect 10 ms  hello 20 ms  sent 50  received 40  played 33  underruns 2 (130 ms)  overflow 1  lost 6  late 0  reordered 0  longest gap 0 ms",
            "  turn 1  stt 200 ms  tts start –  first frame 300 ms  tts stop –  played –  heard \"hello\"  answered \"Hi.\"",
            "device    b  connect –  hello –  sent 0  received 0  played 0  underruns 0 (0 ms)  overflow 0  lost 0  late 0  reordered 0  longest gap 0 ms",
            "  failed  no answer",
            "  failed  gone",
            "total     2 devices, 1 failed  connect 10 ms / 10 ms / 10 ms  hello 20 ms / 20 ms / 20 ms  stt 200 ms / 200 ms / 200 ms  first frame 300 ms / 300 ms / 300 ms  (median / 90 % / slowest)",
            "          sent 50  received 40  played 33  underruns 2  overflow 1  lost 6");
    }

    @Test
    void medianNinetyPercentAndSlowestAreOverAllDevices() {
        SimulationReport report = new SimulationReport("ws://127.0.0.1/",
            IntStream.rangeClosed(1, 100).mapToObj(i -> device(new DeviceId("d" + i), i, List.of(turn(i)), List.of())).toList());
        assertThat(report.passed()).isTrue();
        assertThat(report.text()).contains("100 devices, 0 failed  connect 51 ms / 91 ms / 100 ms", "stt 51 ms / 91 ms / 100 ms", "sent 5000  received 4000");
    }

    @Test
    void aReportForProgramsHasMillisecondsAndLeavesOutWhatIsAbsent() {
        SimulationReport report = new SimulationReport("ws://127.0.0.1/",
            List.of(device(new DeviceId("a"), 10, List.of(turn(200)), List.of(DeviceFailure.of("late")))));
        JsonNode json = report.json();
        assertThat(json.path("passed").asBoolean(true)).isFalse();
        assertThat(json.path("total").path("failed").asInt()).isEqualTo(1);
        assertThat(json.path("total").path("connect_median_ms").asDouble()).isEqualTo(10);
        JsonNode device = json.path("devices").path(0);
        assertThat(device.path("device_id").asText()).isEqualTo("a");
        assertThat(device.path("underrun_ms").asLong()).isEqualTo(130);
        assertThat(device.path("unasked").asLong()).isEqualTo(2);
        assertThat(device.path("failures").path(0).asText()).isEqualTo("late");
        JsonNode turn = device.path("turns").path(0);
        assertThat(turn.path("stt_ms").asDouble()).isEqualTo(200);
        assertThat(turn.has("tts_start_ms")).isFalse();
        assertThat(new SimulationReport("ws://127.0.0.1/", List.of()).json().path("total").has("connect_median_ms")).isFalse();
    }

    @Test
    void aReportWithoutDevicesPassed() {
        SimulationReport nobody = new SimulationReport("ws://127.0.0.1/", List.of());
        assertThat(nobody.passed()).isTrue();
        assertThat(nobody.text()).contains("total     0 devices, 0 failed  connect – / – / –");
    }

    private static SimulatedDeviceReport device(DeviceId id, long connect, List<SimulatedTurnReport> turns, List<DeviceFailure> failures) {
        return new SimulatedDeviceReport(id, millis(connect), millis(2 * connect), COUNTERS, turns, failures);
    }

    private static SimulatedTurnReport turn(long stt) {
        return new SimulatedTurnReport("hello", "Hi.", millis(stt), Optional.empty(), millis(stt + 100), Optional.empty(), Optional.empty());
    }

    private static TimedDeviceEvent at(long millis, SimulatedDeviceEvent event) {
        return new TimedDeviceEvent(Duration.ofMillis(millis).toNanos(), event);
    }

    private static Optional<Duration> millis(long millis) {
        return Optional.of(Duration.ofMillis(millis));
    }
}
