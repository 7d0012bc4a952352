package earshot.simulator;

import static earshot.simulator.FastAwait.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.audio.PcmAudio;
import earshot.problem.ProblemReason;
import earshot.time.TimeFake;
import earshot.wire.ListenMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedConversationTest {
    private static final SimulatedConversation.TimeLimits WAITS = new SimulatedConversation.TimeLimits(Duration.ofSeconds(30), Duration.ofSeconds(5));

    private final TimeFake time = new TimeFake();
    private final EncodedRecording recording = EncodedRecording.of(OpusCodecs.concentus(), new PcmAudio(new short[4800], 16_000));
    private final RecordedMicrophone microphone = new RecordedMicrophone(time, recording);

    @ParameterizedTest
    @EnumSource(ListenMode.class)
    void holdsTwoTurnsInEachListenModeAndReportsWhatWasHeardAndPlayed(ListenMode mode) throws IOException {
        try (var server = new ScriptedServerFake((s, json) -> {
            if (json.path("type").asText().equals("hello")) {
                s.text(ScriptedServerFake.HELLO);
            }
        })) {
            var device = new SimulatedDevice(time, OpusCodecs.concentus(), SimulatedDeviceProfile.numbered(2, server.url()).withMode(mode), microphone,
                Loudspeaker.silent());
            var report = CompletableFuture.supplyAsync(() -> new SimulatedConversation(time, device, microphone, 2, WAITS).run(Optional.empty()),
                run -> Thread.ofVirtual().start(run));
            for (int turn = 1; turn <= 2; turn++) {
                int number = turn;
                if (mode != ListenMode.REALTIME || turn == 1) {
                    awaitListening(server, turn);
                }
                await().until(() -> {
                    time.advance(Duration.ofMillis(60));
                    return ended(device) == number && (mode != ListenMode.MANUAL || server.said("listen", "stop").size() == number);
                });
                answer(server, device);
                await().until(() -> {
                    time.advance(Duration.ofMillis(60));
                    return drained(device) == number;
                });
            }
            SimulatedDeviceReport done = report.join();
            assertThat(done.failures()).isEmpty();
            assertThat(done.turns()).hasSize(2).allSatisfy(turn -> {
                assertThat(turn.heard()).isEqualTo("turn on the light");
                assertThat(turn.answered()).isEqualTo("Done. It is on.");
                assertThat(turn.firstFrame().orElseThrow()).isGreaterThan(turn.ttsStart().orElseThrow());
            });
            assertThat(done.counters().played()).isEqualTo(4);
            assertThat(done.counters().lost()).isZero();
            var all = new SimulationReport(server.url(), List.of(done));
            assertThat(all.passed()).isTrue();
            assertThat(all.json().at("/total/played").asLong()).isEqualTo(4);
            assertThat(all.json().at("/devices/0/turns/1/heard").asText()).isEqualTo("turn on the light");
            assertThat(all.text()).contains("02:ea:50:00:00:02").contains("played 4");
        }
    }

    @Test
    void aDeviceThatHasHungUpIsCalledAgainForTheNextSentence() throws IOException {
        try (var server = new ScriptedServerFake((s, json) -> {
            if (json.path("type").asText().equals("hello")) {
                s.text(ScriptedServerFake.HELLO);
            }
        });
            var device = new SimulatedDevice(time, OpusCodecs.concentus(), SimulatedDeviceProfile.numbered(5, server.url()), microphone,
                Loudspeaker.silent())) {
            var conversation = new DeviceConversation(time, device, microphone, WAITS);
            var talk = CompletableFuture.supplyAsync(() -> conversation.start(Optional.empty()) && conversation.speak(), run -> Thread.ofVirtual().start(run));
            awaitListening(server, 1);
            await().until(() -> {
                time.advance(Duration.ofMillis(60));
                return ended(device) == 1;
            });
            device.hangUp();
            assertThat(talk.join()).as("nobody answers").isFalse();
            await().until(() -> device.state().get() instanceof SimulatedState.Idle);
            var again = CompletableFuture.supplyAsync(conversation::speak, run -> Thread.ofVirtual().start(run));
            awaitListening(server, 2);
            await().until(() -> {
                time.advance(Duration.ofMillis(60));
                return ended(device) == 2;
            });
            answer(server, device);
            await().until(() -> {
                time.advance(Duration.ofMillis(60));
                return drained(device) == 1;
            });
            assertThat(again.join()).isTrue();
            assertThat(conversation.turns()).hasSize(2);
            assertThat(conversation.report().failures()).containsExactly(DeviceFailure.of(ProblemReason.DEVICE_HUNG_UP.toString()));
        }
    }

    @Test
    void saysWhyAServerThatIsNotThereCannotBeTalkedTo() {
        var device = new SimulatedDevice(time, OpusCodecs.concentus(), SimulatedDeviceProfile.numbered(3, "ws://127.0.0.1:1/"), microphone,
            Loudspeaker.silent());
        SimulatedDeviceReport report = new SimulatedConversation(time, device, microphone, 1, WAITS).run(Optional.empty());
        assertThat(report.failures()).hasSize(1);
        assertThat(report.connect()).isEmpty();
        assertThat(new SimulationReport("ws://127.0.0.1:1/", List.of(report)).passed()).isFalse();
    }

    @Test
    void aSentenceWithoutAnAnswerSaysWhy() {
        var device = new SimulatedDevice(time, OpusCodecs.concentus(), SimulatedDeviceProfile.numbered(5, "ws://127.0.0.1:1/"), microphone,
            Loudspeaker.silent());
        DeviceConversation conversation = new DeviceConversation(time, device, microphone, WAITS);
        assertThat(conversation.start(Optional.empty())).isTrue();
        assertThat(conversation.failures()).isEmpty();
        assertThat(conversation.speak()).isFalse();
        assertThat(conversation.failures()).hasSize(1).isEqualTo(conversation.report().failures());
        device.close();
    }

    @Test
    void aServerThatSaysNoHelloIsTheReasonAndNotThatTheDeviceHungUp() throws IOException {
        try (var server = new ScriptedServerFake((_, _) -> {})) {
            var device = new SimulatedDevice(time, OpusCodecs.concentus(), SimulatedDeviceProfile.numbered(6, server.url()), microphone, Loudspeaker.silent());
            var report = CompletableFuture.supplyAsync(() -> new SimulatedConversation(time, device, microphone, 1, WAITS).run(Optional.empty()),
                run -> Thread.ofVirtual().start(run));
            await().until(() -> !server.said("hello", "").isEmpty());
            await().until(() -> {
                time.advance(Duration.ofMillis(500));
                return report.isDone();
            });
            assertThat(report.join().failures()).singleElement().satisfies(why -> assertThat(why.words(Locale.ENGLISH)).contains("no hello within 10 s"));
        }
    }

    @Test
    void aServerThatNeverAnswersIsAFailureOfTheTurn() throws IOException {
        try (var server = new ScriptedServerFake()) {
            var device = new SimulatedDevice(time, OpusCodecs.concentus(), SimulatedDeviceProfile.numbered(4, server.url()), microphone, Loudspeaker.silent());
            var report = CompletableFuture.supplyAsync(
                () -> new SimulatedConversation(time, device, microphone, 3, new SimulatedConversation.TimeLimits(Duration.ofSeconds(5), Duration.ZERO))
                    .run(Optional.empty()),
                run -> Thread.ofVirtual().start(run));
            awaitListening(server, 1);
            await().until(() -> {
                time.advance(Duration.ofMillis(60));
                return report.isDone();
            });
            assertThat(report.join().failures()).containsExactly(DeviceFailure.of(ProblemReason.DEVICE_NO_ANSWER.with(5)));
            assertThat(report.join().turns()).as("the turns after it are not begun").hasSize(1);
        }
    }

    @Test
    @DisplayName("in a meeting a sentence is over when it is written down, and the next one is spoken at once")
    void inAMeetingNothingIsAnswered() throws IOException {
        try (var server = new ScriptedServerFake((s, json) -> {
            if (json.path("type").asText().equals("hello")) {
                s.text(ScriptedServerFake.HELLO);
            }
        })) {
            var device = new SimulatedDevice(time, OpusCodecs.concentus(), SimulatedDeviceProfile.numbered(7, server.url()), microphone, Loudspeaker.silent());
            var report = CompletableFuture.supplyAsync(() -> new SimulatedConversation(time, device, microphone, 3, WAITS).run(Optional.empty()),
                run -> Thread.ofVirtual().start(run));
            awaitListening(server, 1);
            for (int sentence = 1; sentence <= 3; sentence++) {
                int number = sentence;
                await().until(() -> {
                    time.advance(Duration.ofMillis(60));
                    return ended(device) == number;
                });
                server.text("{\"type\":\"audio\",\"event\":\"transcription\",\"text\":\"number " + number + "\",\"ts\":1}");
            }
            await().until(() -> {
                time.advance(Duration.ofMillis(60));
                return report.isDone();
            });
            assertThat(report.join().failures()).isEmpty();
            assertThat(report.join().turns()).extracting(SimulatedTurnReport::heard).containsExactly("number 1", "number 2", "number 3");
            assertThat(server.said("listen", "start")).as("it listened all the time").hasSize(1);
        }
    }

    /// Time stands still while the device connects: its limit for the hello would pass.
    private static void awaitListening(ScriptedServerFake server, int times) {
        await().until(() -> server.said("listen", "start").size() == times);
    }

    private void answer(ScriptedServerFake server, SimulatedDevice device) {
        server.text("{\"type\":\"stt\",\"text\":\"turn on the light\"}");
        server.text("{\"type\":\"tts\",\"state\":\"start\"}");
        await().until(() -> device.state().get() instanceof SimulatedState.Speaking);
        time.advance(Duration.ofMillis(30));
        long before = device.counters().get().received();
        server.text("{\"type\":\"tts\",\"state\":\"sentence_start\",\"text\":\"Done.\"}");
        server.binary(recording.packets().getFirst());
        server.text("{\"type\":\"tts\",\"state\":\"sentence_start\",\"text\":\"It is on.\"}");
        server.binary(recording.packets().get(1));
        server.text("{\"type\":\"tts\",\"state\":\"stop\"}");
        await().until(() -> device.counters().get().received() == before + 2);
    }

    private static long ended(SimulatedDevice device) {
        return count(device, new SimulatedDeviceEvent.SpeechEnded());
    }

    private static long drained(SimulatedDevice device) {
        return count(device, new SimulatedDeviceEvent.PlaybackDrained());
    }

    private static long count(SimulatedDevice device, SimulatedDeviceEvent what) {
        return device.events().read(0, 4096).rows().stream().filter(timedDeviceEvent -> timedDeviceEvent.event().equals(what)).count();
    }
}
