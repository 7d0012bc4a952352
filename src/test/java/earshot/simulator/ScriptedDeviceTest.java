package earshot.simulator;

import static earshot.simulator.FastAwait.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.audio.OpusCodecs;
import earshot.audio.OpusEncoder;
import earshot.audio.PcmAudio;
import earshot.simulator.script.DeviceScript;
import earshot.simulator.script.DeviceScriptReader;
import earshot.simulator.script.ScriptedConversation;
import earshot.time.TimeFake;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptedDeviceTest {
    @TempDir
    private Path directory;
    private final TimeFake time = new TimeFake();
    private final EncodedRecording recording = EncodedRecording.of(OpusCodecs.concentus(), new PcmAudio(new short[4800], 16_000));
    private final List<Boolean> changes = new CopyOnWriteArrayList<>();

    @Test
    @DisplayName("U54: a script is played step by step, and tells with its line what was expected in vain")
    void everyStepIsPlayed() throws IOException {
        try (var server = new ScriptedServerFake(ScriptedDeviceTest::serve)) {
            SimulatedDeviceReport report = play(server.url(), """
                steps:
                  - say
                  - expect: {heard: TURN  on, answered: "done.", within: 30 s}
                  - wait: answer
                  - type: stop me
                  - expect: {within: 30 s}
                  - interrupt
                  - wait: answer
                  - hang up
                  - return
                  - wait: 500 ms
                  - hold: 1 s
                  - expect: {heard: nonsense, within: 1 s}
                  - press
                  - say
                  - release
                """);
            assertThat(report.failures()).extracting(failure -> failure.words(Locale.ENGLISH))
                .containsExactly("line 14: expected \"nonsense\" to be understood within 1000 ms, but \"stop me\" was understood (hung up here)");
            assertThat(report.failures().getFirst().words(Locale.SIMPLIFIED_CHINESE)).isEqualTo("第 14 行：期望 1000 毫秒内听懂“nonsense”，实际听懂的是“stop me”（由这一端挂断）");
            assertThat(report.turns()).hasSize(3);
            assertThat(report.turns().getFirst().answered()).isEqualTo("Done.");
            assertThat(report.turns().get(1).firstFrame()).as("from the text that was typed").isPresent();
            assertThat(report.counters().played()).isPositive();
            assertThat(server.heads).as("it returned").hasSize(2);
            assertThat(server.said("listen", "detect")).singleElement().matches(json -> json.path("text").asText().equals("stop me"));
            assertThat(server.said("abort", "")).hasSize(1);
            await().untilAsserted(() -> assertThat(server.said("listen", "stop")).as("said, held, said while held").hasSize(3));
            assertThat(changes).isNotEmpty();
        }
    }

    @Test
    @DisplayName("U54: a script that cannot begin says so once")
    void aServerThatIsNotThere() throws IOException {
        SimulatedDeviceReport report = play("ws://127.0.0.1:1/", "steps:\n  - say\n  - say\n");
        assertThat(report.failures()).singleElement()
            .satisfies(failure -> assertThat(failure.words(Locale.ENGLISH)).startsWith("line 3: did not start listening within 45 s ("));
        assertThat(report.turns()).isEmpty();
    }

    private SimulatedDeviceReport play(String url, String yaml) throws IOException {
        DeviceScript script = DeviceScriptReader.read(Files.writeString(directory.resolve("script.yaml"), "mode: manual\n" + yaml).toAbsolutePath());
        RecordedMicrophone microphone = new RecordedMicrophone(time, recording);
        try (var device = new SimulatedDevice(time, OpusCodecs.concentus(), SimulatedDeviceProfile.numbered(6, url).withMode(script.mode().orElseThrow()),
            microphone, Loudspeaker.silent())) {
            var talk = new ScriptedConversation(time, device, microphone, script, Map.of(Optional.empty(), recording), Duration.ofSeconds(20),
                () -> changes.add(true));
            var done = CompletableFuture.supplyAsync(() -> talk.run(Optional.empty()), run -> Thread.ofVirtual().start(run));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                // frames and pauses of the script pass, and none of the limits within which the server has to answer
                time.advanceToNext(Duration.ofSeconds(1));
                return done.isDone();
            });
            done.join();
            // a device that is closed drops what it has not yet sent
            await().until(() -> device.state().get() instanceof SimulatedState.Idle);
            return done.join();
        }
    }

    /// Answers the first sentence, and does not stop answering what was typed until it is interrupted.
    private static void serve(ScriptedServerFake server, JsonNode json) {
        String state = json.path("state").asText();
        switch (json.path("type").asText()) {
            case "hello" -> server.text(ScriptedServerFake.HELLO);
            case "abort" -> server.text("{\"type\":\"tts\",\"state\":\"stop\"}");
            case "listen" -> {
                boolean typed = state.equals("detect");
                if (typed || state.equals("stop") && server.said("listen", "stop").size() == 1) {
                    server.text("{\"type\":\"stt\",\"text\":\"" + (typed ? "stop me" : "turn on the light") + "\"}");
                    server.text("{\"type\":\"tts\",\"state\":\"start\"}");
                    server.text("{\"type\":\"tts\",\"state\":\"sentence_start\",\"text\":\"Done.\"}");
                    try (OpusEncoder encoder = OpusCodecs.concentus().encoder(16_000, 960, 24_000, 0)) {
                        server.binary(encoder.encode(new short[960]));
                        server.binary(encoder.encode(new short[960]));
                    }
                    if (!typed) {
                        server.text("{\"type\":\"tts\",\"state\":\"stop\"}");
                    }
                }
            }
            default -> { }
        }
    }
}
