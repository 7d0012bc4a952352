package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.asr.Hallucination;
import earshot.audio.OpusCodecs;
import earshot.audio.PcmAudio;
import earshot.audio.VoicelessSignals;
import earshot.audio.WavFile;
import earshot.device.ListenState;
import earshot.event.Direction;
import earshot.simulator.EncodedRecording;
import earshot.simulator.RecordedMicrophone;
import earshot.simulator.ServerUrl;
import earshot.simulator.SimulatedConversation;
import earshot.simulator.SimulatedDevice;
import earshot.simulator.SimulatedDeviceReport;
import earshot.simulator.SimulatedState;
import earshot.simulator.WebSocketClient;
import earshot.simulator.WebSocketMessage;
import earshot.turn.TurnFacts;
import earshot.wire.ListenMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whole conversations over real sockets, with devices that behave like the firmware.
@Timeout(90)
class ConversationsTest {
    @TempDir
    Path directory;

    @Test
    void a_spoken_turn_in_each_listen_mode_is_answered_with_every_frame_played() throws Exception {
        try (ServedSessionFixture servedSessionFixture = new ServedSessionFixture(directory);
            ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<SimulatedDeviceReport>> talks = Stream.of(ListenMode.values()).<Callable<SimulatedDeviceReport>>map(mode -> () -> {
                RecordedMicrophone microphone = servedSessionFixture.microphone();
                SimulatedDevice device = servedSessionFixture.device(mode.ordinal() + 1, mode, microphone);
                return new SimulatedConversation(servedSessionFixture.time, device, microphone, 2,
                    new SimulatedConversation.TimeLimits(Duration.ofSeconds(30), Duration.ofSeconds(2))).run(Optional.empty());
            }).toList();
            for (Future<SimulatedDeviceReport> talk : people.invokeAll(talks)) {
                SimulatedDeviceReport report = talk.get();
                assertThat(report.failures()).isEmpty();
                assertThat(report.turns()).hasSize(2).allSatisfy(turn -> assertThat(turn.heard()).isEqualTo("cardboard"));
                assertThat(report.counters().played()).isEqualTo(report.counters().received()).isGreaterThan(50);
            }
            await().untilAsserted(() -> assertThat(servedSessionFixture.sessions.live().get()).isZero());
            assertThat(servedSessionFixture.timeline.rows().read(0, 1_000).rows()).filteredOn(row -> row.direction() == Direction.HERE).hasSizeGreaterThan(10)
                .extracting(row -> row.text().in(Locale.SIMPLIFIED_CHINESE))
                .as("U44: what the server says by itself").noneMatch(row -> row.matches(".*[A-Za-z]{3,} [a-z]{2,}.*"));
            // how late frames are tells how busy the computer is, which is no problem of a device on it
            assertThat(servedSessionFixture.problems).isEmpty();
        }
    }

    @Test
    void what_nobody_said_is_dropped_and_shown_and_who_says_it_is_heard() throws Exception {
        try (ServedSessionFixture servedSessionFixture = new ServedSessionFixture(directory)) {
            servedSessionFixture.understood = "Thanks for watching!";
            PcmAudio thanks = VoicelessSignals.inRoom(WavFile.read(Path.of("src/test/resources/speech/thank-you-for-watching.wav")));
            RecordedMicrophone coughed = microphone(servedSessionFixture, VoicelessSignals.all().get("coughs"));
            RecordedMicrophone said = microphone(servedSessionFixture, thanks);
            try (SimulatedDevice coughing = servedSessionFixture.device(8, ListenMode.AUTO, coughed);
                SimulatedDevice speaking = servedSessionFixture.device(9, ListenMode.AUTO, said)) {
                listen(coughing);
                listen(speaking);
                coughed.speak();
                said.speak();
                assertThat(transcript(servedSessionFixture, speaking).text()).isEqualTo("Thanks for watching!");
                TurnFacts.Transcript dropped = transcript(servedSessionFixture, coughing);
                assertThat(dropped.dropped().map(Hallucination::text)).contains("Thanks for watching!");
                assertThat(dropped.text()).isEmpty();
                await().untilAsserted(() -> assertThat(servedSessionFixture.row(coughing).droppedTexts().get()).isEqualTo(1));
                await().untilAsserted(() -> assertThat(servedSessionFixture.timeline.rows().read(0, 1_000).rows())
                    .anyMatch(row -> row.summary().contains("\"Thanks for watching!\" was not said: recognisers give it where nobody speaks")));
                assertThat(servedSessionFixture.row(speaking).droppedTexts().get()).isZero();
            }
        }
    }

    private static RecordedMicrophone microphone(ServedSessionFixture servedSessionFixture, PcmAudio sound) {
        return new RecordedMicrophone(servedSessionFixture.time, EncodedRecording.of(OpusCodecs.best(), sound));
    }

    private static void listen(SimulatedDevice device) {
        device.powerOn();
        await().atMost(30, TimeUnit.SECONDS).until(() -> device.state().get() instanceof SimulatedState.Idle);
        device.button();
        await().atMost(30, TimeUnit.SECONDS).until(() -> device.state().get() instanceof SimulatedState.Listening);
    }

    /// What became of the text, also while its answer is still playing.
    private static TurnFacts.Transcript transcript(ServedSessionFixture servedSessionFixture, SimulatedDevice device) {
        return await().atMost(30, TimeUnit.SECONDS)
            .until(() -> servedSessionFixture.lastTranscript(device),
                transcript -> transcript.filter(known -> !known.text().isEmpty() || known.dropped().isPresent()).isPresent())
            .orElseThrow();
    }

    @Test
    void a_button_interrupts_and_so_does_a_wake_word_and_the_device_listens_again() throws Exception {
        try (ServedSessionFixture servedSessionFixture = new ServedSessionFixture(directory)) {
            RecordedMicrophone microphone = servedSessionFixture.microphone();
            try (SimulatedDevice device = servedSessionFixture.device(7, ListenMode.AUTO, microphone)) {
                device.powerOn();
                await().until(() -> device.state().get() instanceof SimulatedState.Idle);
                device.button();
                await().until(() -> device.state().get() instanceof SimulatedState.Listening);
                microphone.speak();
                await().atMost(20, TimeUnit.SECONDS)
                    .until(() -> device.state().get() instanceof SimulatedState.Speaking && device.counters().get().played() > 5);
                device.button();
                await().until(() -> device.state().get() instanceof SimulatedState.Listening);
                await().untilAsserted(() -> assertThat(servedSessionFixture.lastTurn(device).outcome()).isEqualTo(TurnFacts.Outcome.INTERRUPTED));
                microphone.speak();
                await().atMost(20, TimeUnit.SECONDS)
                    .until(() -> device.state().get() instanceof SimulatedState.Speaking && device.counters().get().playback().queued() > 0);
                device.wakeWord("你好小智");
                await().until(() -> device.state().get() instanceof SimulatedState.Listening);
                await().untilAsserted(() -> assertThat(servedSessionFixture.row(device).facts().get().connection().orElseThrow().listening().state())
                    .isEqualTo(ListenState.LISTENING));
                assertThat(device.counters().get().refused()).isZero();
            }
        }
    }

    @Test
    @DisplayName("rows 22, 43, 47: a registration failure as a real client sees it")
    void registrationFailure() throws Exception {
        RegistrationStep throwing = _ -> {
            throw new IllegalStateException("made by a test");
        };
        try (ServedSessionFixture servedSessionFixture = new ServedSessionFixture(directory, throwing)) {
            List<String> seen = new CopyOnWriteArrayList<>();
            WebSocketClient client = WebSocketClient.open(servedSessionFixture.time, ServerUrl.of(servedSessionFixture.url().replace("/xiaozhi/", "/supie/")),
                Map.of("Device-Id", "aa:bb"), Duration.ofSeconds(5),
                new WebSocketClient.Listener() {
                    @Override
                    public void received(WebSocketMessage message, long arrivalNanos) {
                        switch (message) {
                            case WebSocketMessage.Text text -> seen.add(text.text());
                            case WebSocketMessage.Close close -> seen.add("close " + close.code());
                            case WebSocketMessage.Binary _, WebSocketMessage.Ping _, WebSocketMessage.Pong _ -> {}
                        }
                    }

                    @Override
                    public void ended(String why) {
                        seen.add("ended");
                    }
                });
            await().untilAsserted(() -> assertThat(seen).startsWith("设备注册失败", "close 1011"));
            assertThat(servedSessionFixture.sessions.online()).isEmpty();
            client.close();
            await().untilAsserted(() -> assertThat(servedSessionFixture.sessions.live().get()).isZero());
        }
    }

    @Test
    void while_all_computing_threads_are_busy_another_device_is_still_heard() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        try (ServedSessionFixture servedSessionFixture = new ServedSessionFixture(directory)) {
            for (int i = 0; i < 64; i++) {
                servedSessionFixture.pool.submit(() -> {
                    while (held.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    return null;
                });
            }
            RecordedMicrophone microphone = servedSessionFixture.microphone();
            try (SimulatedDevice device = servedSessionFixture.device(9, ListenMode.AUTO, microphone)) {
                device.powerOn();
                await().until(() -> device.state().get() instanceof SimulatedState.Idle);
                device.button();
                await().atMost(20, TimeUnit.SECONDS).until(() -> device.state().get() instanceof SimulatedState.Listening);
                microphone.speak();
                await().atMost(20, TimeUnit.SECONDS).until(() -> servedSessionFixture.row(device).flowIn().get().frames() > 40);
                assertThat(servedSessionFixture.pool.waiting()).as("the computing threads are still busy").isPositive();
                assertThat(device.counters().get().sent() - servedSessionFixture.row(device).flowIn().get().frames()).as("frames on the way").isLessThan(34);
            } finally {
                held.countDown();
            }
        }
    }
}
