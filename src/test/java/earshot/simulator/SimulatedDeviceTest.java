package earshot.simulator;

import static earshot.simulator.FastAwait.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.audio.OpusCodecs;
import earshot.audio.OpusEncoder;
import earshot.audio.PcmAudio;
import earshot.fault.Faults;
import earshot.problem.ProblemReason;
import earshot.time.TimeFake;
import earshot.wire.Framing;
import earshot.wire.ListenMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedDeviceTest {
    private final TimeFake time = new TimeFake();
    private final RecordingLoudspeaker recordingLoudspeaker = new RecordingLoudspeaker();
    private final EncodedRecording recording = EncodedRecording.of(OpusCodecs.concentus(), new PcmAudio(tone(9600), 16_000));
    private final RecordedMicrophone microphone = new RecordedMicrophone(time, recording);
    private ScriptedServerFake server;
    private SimulatedDevice device;

    @BeforeEach
    void open() throws IOException {
        server = new ScriptedServerFake();
        device = device(SimulatedDeviceProfile.numbered(1, server.url()));
    }

    @AfterEach
    void close() throws IOException {
        device.close();
        server.close();
    }

    @Test
    void upgradesExactlyAsTheFirmwareDoes() {
        device.close();
        device = device(SimulatedDeviceProfile.numbered(1, server.url()).withToken(Optional.of("secret")));
        listen();
        List<String> lines = server.heads.getFirst().lines().toList();
        assertThat(lines.get(0)).isEqualTo("GET /xiaozhi/v1/ HTTP/1.1");
        assertThat(lines.get(1)).isEqualTo("Host: 127.0.0.1");
        assertThat(lines.subList(2, lines.size() - 1)).extracting(line -> line.substring(0, line.indexOf(':'))).containsExactly(
            "Authorization", "Client-Id", "Connection", "Device-Id", "Protocol-Version", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Upgrade");
        assertThat(lines).contains("Authorization: Bearer secret", "Device-Id: 02:ea:50:00:00:01", "Protocol-Version: 1", "Connection: Upgrade");
    }

    @Test
    void saysHelloAndAfterTheAnswerListensInAutoMode() {
        listen();
        assertThat(server.texts.getFirst().toString()).isEqualTo("{\"type\":\"hello\",\"version\":1,\"features\":{\"mcp\":true,\"glyph_push\":true},"
            + "\"text_font\":{\"bundle\":\"noto-v1\",\"charset\":\"common\",\"size\":20,\"bpp\":4},\"transport\":\"websocket\","
            + "\"audio_params\":{\"format\":\"opus\",\"sample_rate\":16000,\"channels\":1,\"frame_duration\":60}}");
        assertThat(server.texts.get(1).toString()).isEqualTo("{\"session_id\":\"s1\",\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
        assertThat(device.state().get()).isEqualTo(new SimulatedState.Listening(ListenMode.AUTO));
    }

    @ParameterizedTest
    @EnumSource(Framing.class)
    void sendsTheSentenceInRealTimeAndThenSilenceInEveryProtocolForm(Framing framing) {
        device.close();
        device = device(SimulatedDeviceProfile.numbered(1, server.url()).withFraming(framing));
        listen();
        microphone.speak();
        int frames = recording.packets().size();
        for (int i = 0; i < frames + 3; i++) {
            int due = i + 1;
            time.advance(Duration.ofMillis(60));
            await().until(() -> server.sound.size() >= due);
        }
        byte[] first = SimulatedFraming.unwrap(framing, server.sound.getFirst()).orElseThrow();
        assertThat(first).isEqualTo(recording.packets().getFirst());
        assertThat(SimulatedFraming.unwrap(framing, server.sound.getLast()).orElseThrow()).as("DTX").isEqualTo(EncodedRecording.DTX);
        assertThat(server.sound.getFirst()).hasSize(first.length + switch (framing) {
            case RAW -> 0;
            case TIMESTAMPED -> 16;
            case COMPACT -> 4;
        });
        assertThat(happenings(what -> what instanceof SimulatedDeviceEvent.SpeechEnded)).hasSize(1);
    }

    @Test
    void dropsSoundUnlessItSpeaks() {
        listen();
        server.binary(EncodedRecording.DTX);
        await().until(() -> device.counters().get().received() == 1);
        assertThat(device.counters().get().unsolicited()).isEqualTo(1);
        assertThat(device.counters().get().played()).isZero();
    }

    @Test
    void playsAnAnswerAndListensAgainOnlyWhenItHasBeenPlayed() {
        listen();
        speak(5);
        server.text("{\"type\":\"tts\",\"state\":\"stop\"}");
        await().until(() -> device.state().get() instanceof SimulatedState.Listening);
        assertThat(server.said("listen", "start")).as("three frames still wait").hasSize(1);
        advance(4);
        assertThat(server.said("listen", "start")).hasSize(1);
        advance(1);
        await().until(() -> server.said("listen", "start").size() == 2);
        assertThat(device.counters().get().played()).isEqualTo(5);
        assertThat(device.counters().get().underruns()).isZero();
        assertThat(device.counters().get().lost()).isZero();
        assertThat(recordingLoudspeaker.speech().pcm()).hasSize(5 * 960);
        assertThat(happenings(what -> what instanceof SimulatedDeviceEvent.PlaybackDrained)).hasSize(1);
    }

    @Test
    void stopsItsMicrophoneWhileItSpeaks() {
        listen();
        advance(1);
        await().until(() -> server.sound.size() == 1);
        speak(3);
        advance(2);
        assertThat(server.sound).hasSize(1);
    }

    @Test
    void keepsItsMicrophoneOpenInRealtimeModeAndSendsNoSecondListenStart() {
        device.close();
        device = device(SimulatedDeviceProfile.numbered(1, server.url()).withMode(ListenMode.REALTIME));
        listen();
        assertThat(server.texts.getFirst().path("features").path("aec").asBoolean()).isTrue();
        speak(2);
        advance(2);
        await().until(() -> server.sound.size() >= 2);
        server.text("{\"type\":\"tts\",\"state\":\"stop\"}");
        await().until(() -> device.state().get() instanceof SimulatedState.Listening);
        assertThat(server.said("listen", "start")).hasSize(1);
    }

    @Test
    void goesIdleAfterAnAnswerWhenTheTalkButtonWasUsed() {
        device.powerOn();
        device.press();
        await().until(() -> server.said("listen", "start").size() == 1);
        assertThat(server.said("listen", "start").getFirst().path("mode").asText()).isEqualTo("manual");
        device.release();
        await().until(() -> server.said("listen", "stop").size() == 1);
        await().until(() -> device.state().get().equals(new SimulatedState.Idle()));
        speak(1);
        server.text("{\"type\":\"tts\",\"state\":\"stop\"}");
        await().until(() -> device.state().get().equals(new SimulatedState.Idle()));
    }

    @Test
    void aButtonWhileSpeakingAbortsAndItGoesOnSpeakingUntilToldToStop() {
        listen();
        speak(1);
        device.button();
        await().until(() -> server.said("abort", "").size() == 1);
        assertThat(server.said("abort", "").getFirst().has("reason")).isFalse();
        assertThat(device.state().get()).isInstanceOf(SimulatedState.Speaking.class);
    }

    @Test
    void aWakeWordWhileSpeakingAbortsAndListensAtOnce() {
        listen();
        speak(4);
        device.wakeWord("你好小智");
        await().until(() -> server.said("listen", "start").size() == 2);
        assertThat(server.said("abort", "").getFirst().path("reason").asText()).isEqualTo("wake_word_detected");
        await().untilAsserted(() -> assertThat(device.counters().get().playback().discarded()).isEqualTo(3));
    }

    @Test
    void aWakeWordWhileIdleIsSentWithItsSoundAheadOfListenStart() {
        device.powerOn();
        device.wakeWord("你好小智", recording);
        await().until(() -> server.said("listen", "start").size() == 1);
        assertThat(server.said("listen", "detect").getFirst().path("text").asText()).isEqualTo("你好小智");
        assertThat(server.sound).hasSize(recording.packets().size());
    }

    @Test
    void refusesToSpeakWhileItConnects() throws IOException {
        server.close();
        server = new ScriptedServerFake((s, json) -> {
            if (json.path("type").asText().equals("hello")) {
                s.text("{\"type\":\"tts\",\"state\":\"start\"}");
                s.text(ScriptedServerFake.HELLO);
            }
        });
        device.close();
        device = device(SimulatedDeviceProfile.numbered(1, server.url()));
        listen();
        await().until(() -> device.counters().get().refused() == 1);
        assertThat(device.state().get()).isInstanceOf(SimulatedState.Listening.class);
    }

    @Test
    void aHelloWithoutTransportIsNoneAndAfterTenSecondsItGivesUp() throws IOException {
        server.close();
        server = new ScriptedServerFake((s, json) -> s.text("{\"type\":\"hello\",\"session_id\":\"x\"}"));
        device.close();
        device = device(SimulatedDeviceProfile.numbered(1, server.url()));
        device.powerOn();
        device.button();
        await().until(() -> server.texts.size() == 1 && time.waiting() > 0);
        await().until(() -> {
            time.advance(Duration.ofSeconds(10));
            return !happenings(what -> what instanceof SimulatedDeviceEvent.Failed).isEmpty();
        });
        await().until(() -> device.state().get().equals(new SimulatedState.Idle()));
    }

    @Test
    void answersToolsInPagesOfAtMost8000Bytes() throws IOException {
        device.close();
        device = new SimulatedDevice(time, OpusCodecs.concentus(), SimulatedDeviceProfile.numbered(1, server.url()), microphone, recordingLoudspeaker, 40,
            () -> Faults.NONE);
        listen();
        server.text("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}}");
        await().until(() -> server.said("mcp", "").size() == 1);
        assertThat(server.said("mcp", "").getFirst().at("/payload/result/protocolVersion").asText()).isEqualTo("2024-11-05");
        String cursor = "";
        int tools = 0;
        int pages = 0;
        do {
            int seen = server.said("mcp", "").size();
            server.text("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\",\"params\":{\"cursor\":\"" + cursor + "\"}}}");
            await().until(() -> server.said("mcp", "").size() == seen + 1);
            JsonNode result = server.said("mcp", "").getLast().at("/payload/result");
            assertThat(result.toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(8000);
            tools += result.path("tools").size();
            cursor = result.path("nextCursor").asText("");
            pages++;
        } while (!cursor.isEmpty());
        assertThat(tools).isEqualTo(44);
        assertThat(pages).isGreaterThan(2);
    }

    @Test
    void answersItsStatusSetsItsVolumeWithinRangeAndSaysNothingToAnIdThatIsNoNumber() {
        listen();
        call(1, "{\"name\":\"self.audio_speaker.set_volume\",\"arguments\":{\"volume\":30}}");
        call(2, "{\"name\":\"self.get_device_status\",\"arguments\":{}}");
        call(3, "{\"name\":\"self.audio_speaker.set_volume\",\"arguments\":{\"volume\":130}}");
        server.text("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":\"4\",\"method\":\"initialize\"}}");
        call(5, "{\"name\":\"no.such.tool\"}");
        await().until(() -> server.said("mcp", "").size() == 4);
        List<JsonNode> answers = server.said("mcp", "");
        assertThat(answers.get(1).at("/payload/result/content/0/text").asText()).contains("\"volume\":30");
        assertThat(answers.get(2).at("/payload/error/message").asText()).contains("100");
        assertThat(answers.get(2).at("/payload/error").has("code")).isFalse();
        assertThat(answers.get(3).at("/payload/id").asInt()).isEqualTo(5);
    }

    @Test
    void answersAPingWithItsOwnPayload() {
        listen();
        server.frame(WebSocketOpcode.PING, true, new byte[] {1, 2, 3});
        await().until(() -> server.inbox.stream().anyMatch(m -> m instanceof WebSocketMessage.Pong(byte[] p) && Arrays.equals(p, new byte[] {1, 2, 3})));
    }

    @Test
    void takesFragmentsAndSixtyFourBitLengths() {
        listen();
        server.frame(WebSocketOpcode.TEXT, false, "{\"type\":\"stt\",".getBytes(StandardCharsets.US_ASCII));
        server.frame(WebSocketOpcode.PING, true, new byte[0]);
        server.frame(WebSocketOpcode.CONTINUATION, true, "\"text\":\"in two\"}".getBytes(StandardCharsets.US_ASCII));
        server.frame(WebSocketOpcode.TEXT, true, ScriptedServerFake.longText(70_000));
        await().until(() -> happenings(what -> what instanceof SimulatedDeviceEvent.MessageReceived(String type, _, _) && type.equals("custom")).size() == 1);
        assertThat(happenings(
            what -> what instanceof SimulatedDeviceEvent.MessageReceived(String type, String text, _) && type.equals("stt") && text.equals("in two")))
            .hasSize(1);
    }

    @Test
    void hangsUpWithoutACloseFrame() {
        listen();
        device.hangUp();
        await().until(() -> server.ended);
        assertThat(server.inbox).noneMatch(m -> m instanceof WebSocketMessage.Close);
        await().until(() -> device.state().get().equals(new SimulatedState.Idle()));
    }

    @Test
    void goesIdleAndPlaysNothingMoreWhenTheServerCloses() {
        listen();
        speak(4);
        server.frame(WebSocketOpcode.CLOSE, true, new byte[] {3, (byte) 0xe8, 'b', 'y', 'e'});
        await().until(() -> device.state().get().equals(new SimulatedState.Idle()));
        assertThat(happenings(
            what -> what instanceof SimulatedDeviceEvent.Disconnected(String why) && why.equals(ProblemReason.DEVICE_SERVER_CLOSED.with("1000 bye"))))
            .hasSize(1);
        await().until(() -> device.counters().get().playback().discarded() == 3);
        time.advance(Duration.ofSeconds(1));
        assertThat(device.counters().get().played()).isEqualTo(1);
    }

    @Test
    void connectsAgainAfterItHungUp() {
        listen();
        device.hangUp();
        await().until(() -> device.state().get().equals(new SimulatedState.Idle()));
        device.button();
        await().until(() -> server.heads.size() == 2 && server.said("listen", "start").size() == 2);
    }

    @Test
    void countsFramesThatComeSoSoonAfterTtsStartThatABoardMayLoseThem() {
        listen();
        server.text("{\"type\":\"tts\",\"state\":\"start\"}");
        server.binary(recording.packets().getFirst());
        await().until(() -> device.counters().get().early() == 1);
    }

    // ---- helpers of the test

    private SimulatedDevice device(SimulatedDeviceProfile profile) {
        return new SimulatedDevice(time, OpusCodecs.concentus(), profile, microphone, recordingLoudspeaker);
    }

    private void listen() {
        device.powerOn();
        device.button();
        await().until(() -> server.said("listen", "start").size() == 1);
    }

    /// Has the server send `frames` frames that arrive at the same time, 30 ms after `tts start`.
    private void speak(int frames) {
        server.text("{\"type\":\"tts\",\"state\":\"start\"}");
        await().until(() -> device.state().get() instanceof SimulatedState.Speaking);
        time.advance(Duration.ofMillis(30));
        long before = device.counters().get().received();
        try (OpusEncoder encoder = OpusCodecs.concentus().encoder(16_000, 960, 24_000, 0)) {
            for (int i = 0; i < frames; i++) {
                server.binary(encoder.encode(tone(960)));
            }
        }
        await().until(() -> device.counters().get().received() == before + frames);
    }

    /// Advances frame by frame, and lets the device handle what is due.
    private void advance(int frames) {
        for (int i = 0; i < frames; i++) {
            time.advance(Duration.ofMillis(60));
            server.text("{\"type\":\"mark\",\"state\":\"" + i + "\",\"at\":" + time.nanos() + "}");
            String at = "\"at\":" + time.nanos() + "}";
            await().until(() -> !happenings(what -> what instanceof SimulatedDeviceEvent.MessageReceived(_, _, String json) && json.endsWith(at)).isEmpty());
        }
    }

    private void call(int id, String params) {
        server.text("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":" + params + "}}");
    }

    private List<SimulatedDeviceEvent> happenings(Predicate<SimulatedDeviceEvent> wanted) {
        return device.events().read(0, 4096).rows().stream().map(TimedDeviceEvent::event).filter(wanted).toList();
    }

    private static short[] tone(int samples) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) (8000 * Math.sin(2 * Math.PI * 440 * i / 16_000));
        }
        return pcm;
    }
}
