package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.WavFile;
import earshot.engine.Operation.Outcome;
import earshot.engine.Operation.Result;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.remote.ProviderServerFake;
import earshot.remote.ProviderServerFake.Behavior;
import earshot.remote.SocketServerFake;
import earshot.turn.TurnFacts;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Voices over WebSockets by the types of xiaozhi-esp32-server, with the settings that its users have, against a double of each service. What is sent is
/// compared with what Python computed as that server does.
@Timeout(90)
class SocketVoicesTest {
    private static final String SAID = "今天天气很好。";
    private static final String KEY = "huoshan-key-4711";
    private static final String HUOSHAN = """
        assistant: scripted
        selected_module: {TTS: HuoshanDoubleStreamTTS}
        TTS:
          HuoshanDoubleStreamTTS:
            type: huoshan_double_stream
            ws_url: %s/api/v3/tts/bidirection
            appid: 6895000000
            access_token: huoshan-key-4711
            resource_id: volc.service_type.10029
            speaker: zh_female_wanwanxiaohe_moon_bigtts
            enable_ws_reuse: True
            audio_params: {speech_rate: 10, loudness_rate: 0, emotion: happy}
            additions: {post_process: {pitch: 2}}
            output_dir: tmp/
        """;
    private static final String ASKED = "\"namespace\":\"BidirectionalTTS\",\"req_params\":{\"text\":\"%s\",\"speaker\":\"zh_female_wanwanxiaohe_moon_bigtts\","
        + "\"audio_params\":{\"speech_rate\":10,\"loudness_rate\":0,\"emotion\":\"happy\",\"sample_rate\":24000,\"format\":\"pcm\"},"
        + "\"additions\":\"{\\\"aigc_metadata\\\":{},\\\"cache_config\\\":{},\\\"post_process\\\":{\\\"pitch\\\":2}}\"}}";

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    private final SocketServerFake server = engine.closing(new SocketServerFake());

    @Test
    void huoshanIsAskedInItsBinaryProtocolForEachSentence() {
        engine.startFromFile(HUOSHAN.formatted(server.url()));
        assertThat(engine.model().activeComponents().get().voice()).isEqualTo("HuoshanDoubleStreamTTS (zh_female_wanwanxiaohe_moon_bigtts)");
        assertThat(engine.model().models().get().providers().getFirst()).satisfies(shown -> {
            assertThat(shown.key()).isPresent();
            assertThat(shown.fields().toString()).doesNotContain(KEY);
        });
        server.behaves(speaking(samples()));
        assertThat(seconds("HuoshanDoubleStreamTTS")).isCloseTo(1, within(0.1));
        ClientHandshake handshake = server.handshakes.getFirst();
        assertThat(handshake.getResourceDescriptor()).isEqualTo("/api/v3/tts/bidirection");
        assertThat(handshake.getFieldValue("X-Api-App-Key")).isEqualTo("6895000000");
        assertThat(handshake.getFieldValue("X-Api-Access-Key")).isEqualTo(KEY);
        assertThat(handshake.getFieldValue("X-Api-Resource-Id")).isEqualTo("volc.service_type.10029");
        assertThat(handshake.getFieldValue("X-Api-Connect-Id")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(handshake.hasFieldValue("Authorization")).isFalse();
        assertThat(server.bytes).hasSize(3);
        String session = new String(server.bytes.getFirst(), 12, 32, StandardCharsets.US_ASCII);
        assertThat(session).matches("[0-9a-f]{32}");
        assertThat(frame(0)).isEqualTo(new Frame("111410000000006400000020", session, "0000014b", "{\"user\":{\"uid\":\"1234\"},\"event\":100," + ASKED.formatted("")));
        assertThat(frame(1)).isEqualTo(new Frame("11141000000000c800000020", session, "00000160", "{\"user\":{\"uid\":\"1234\"},\"event\":200," + ASKED.formatted(SAID)));
        assertThat(frame(2)).isEqualTo(new Frame("111410000000006600000020", session, "00000002", "{}"));
        await().until(server.open::isEmpty);
    }

    @Test
    void whatHuoshanRefusesIsToldInItsWords() {
        engine.startFromFile(HUOSHAN.formatted(server.url()));
        server.behaves(finishing(to -> to.send(bytes("11f01000" + "02aea540" + lengthAndText("{\"error\":\"[resource_id=volc] quota exceeded: huoshan-key-4711\"}")))));
        assertThat(problem()).satisfies(problem -> assertThat(problem.args().toString()).contains("45000000", "quota exceeded").doesNotContain(KEY));
        server.behaves(finishing(to -> to.send(event(0x91, 153, "{\"status_code\":45000010,\"message\":\"load grant: requested grant not found\"}"))));
        assertThat(problem()).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_KEY_REFUSED);
            assertThat(problem.args().toString()).contains("45000010", "requested grant not found");
        });
        server.behaves(finishing(to -> to.send("not of this protocol")));
        assertThat(problem().args().toString()).contains("not of this protocol");
        server.behaves(finishing(to -> to.send(new byte[] {1, 2, 3})));
        assertThat(problem().code()).isEqualTo(ProblemCode.PROVIDER_MALFORMED);
        server.behaves(finishing(to -> to.close(1011, "internal")));
        assertThat(problem().code()).isEqualTo(ProblemCode.PROVIDER_CUT);
        server.behaves(finishing(to -> to.send(event(0x91, 152, "{}"))));
        assertThat(problem().code()).isEqualTo(ProblemCode.PROVIDER_EMPTY);
    }

    @Test
    void aRefusedHandshakeTellsWhy() {
        ProviderServerFake refusing = engine.closing(new ProviderServerFake());
        refusing.answersWith(Behavior.json(403, "{\"reqid\":\"1\",\"code\":3001,\"message\":\"[resource_id=x] requested resource not granted\"}"));
        engine.startFromFile(HUOSHAN.formatted(refusing.url().replace("http", "ws").replace("/v1", "")));
        assertThat(problem()).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_KEY_REFUSED);
            assertThat(problem.args().toString()).contains("403", "requested resource not granted");
        });
    }

    @Test
    void aDeviceIsAnsweredByHuoshan() throws IOException {
        server.behaves(speaking(samples()));
        engine.startFromFile(HUOSHAN.formatted(server.url()));
        engine.connectSpeaking("02:00:00:00:00:61").sendTypedText("what is your name");
        TurnFacts turn = engine.turn(1);
        assertThat(turn.outcome()).isEqualTo(TurnFacts.Outcome.DONE);
        assertThat(server.bytes.stream().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).toList()).anyMatch(text -> text.contains("\"text\":\"My name is"));
        assertThat(engine.model().problems().get()).noneMatch(entry -> entry.open() && entry.problem().code().name().startsWith("PROVIDER"));
    }

    @Test
    void xunfeiIsAskedForTheWholeSentenceAtASignedAddress() {
        engine.startFromFile("""
            selected_module: {TTS: XunFeiTTS}
            TTS:
              XunFeiTTS:
                type: xunfei_stream
                api_url: %s/v1/private/mcd9m97e6
                app_id: 5f4e3d2c
                api_secret: xf-secret-4711
                api_key: xf-key-4711
                voice: x5_lingxiaoxuan_flow
                speed: 60
                output_dir: tmp/
            """.formatted(server.url()));
        assertThat(engine.model().models().get().providers().getFirst().fields().toString()).doesNotContain("xf-key-4711", "xf-secret-4711");
        server.behaves(telling((to, _) -> {
            to.send("{\"header\":{\"code\":0,\"status\":0},\"payload\":{\"audio\":{\"status\":0,\"audio\":\"\"}}}");
            pieces().forEach(piece -> to.send("{\"header\":{\"code\":0,\"status\":1},\"payload\":{\"audio\":{\"status\":1,\"audio\":\"" + piece + "\"}}}"));
            to.send("{\"header\":{\"code\":0,\"status\":2},\"payload\":{\"audio\":{\"status\":2,\"audio\":\"\"}}}");
        }));
        assertThat(seconds("XunFeiTTS")).isCloseTo(1, within(0.1));
        assertThat(server.handshakes.getFirst().getResourceDescriptor()).startsWith("/v1/private/mcd9m97e6?authorization=").contains("+GMT&host=127.0.0.1%3A");
        assertThat(server.texts).containsExactly("{\"header\":{\"app_id\":\"5f4e3d2c\",\"status\":2},\"parameter\":{\"oral\":{\"oral_level\":\"mid\",\"spark_assist\":1,"
            + "\"stop_split\":0,\"remain\":0},\"tts\":{\"vcn\":\"x5_lingxiaoxuan_flow\",\"speed\":60,\"volume\":50,\"pitch\":50,\"bgs\":0,\"reg\":0,\"rdn\":0,\"rhy\":0,"
            + "\"audio\":{\"encoding\":\"raw\",\"sample_rate\":24000,\"channels\":1,\"bit_depth\":16,\"frame_size\":0}}},\"payload\":{\"text\":{\"encoding\":\"utf8\","
            + "\"compress\":\"raw\",\"format\":\"plain\",\"status\":2,\"seq\":0,\"text\":\"5LuK5aSp5aSp5rCU5b6I5aW944CC\"}}}");
        server.behaves(telling((to, _) -> to.send("{\"header\":{\"code\":11200,\"message\":\"licc failed for xf-key-4711\",\"sid\":\"x\"}}")));
        assertThat(problem()).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_KEY_REFUSED);
            assertThat(problem.args().toString()).contains("11200", "licc failed").doesNotContain("xf-key-4711");
        });
        server.behaves(telling((to, _) -> to.send("no JSON")));
        assertThat(problem().code()).isEqualTo(ProblemCode.PROVIDER_MALFORMED);
    }

    @Test
    void paddleSpeechSpeaksOverAWebSocketAndOverHttp() {
        ProviderServerFake http = engine.closing(new ProviderServerFake());
        engine.startFromFile("""
            selected_module: {TTS: PaddleSpeechTTS}
            TTS:
              PaddleSpeechTTS: {type: paddle_speech, protocol: websocket, url: "%s/paddlespeech/tts/streaming", spk_id: 3, speed: 1.0, volume: 1.0, save_path: }
              Plain: {type: paddle_speech, protocol: http, url: "%s/paddlespeech/tts", spk_id: 0, speed: 1.2}
            """.formatted(server.url(), http.url().replace("/v1", "")));
        server.behaves(telling((to, message) -> {
            if (message.contains("start")) {
                to.send("{\"status\":0,\"signal\":\"server ready\",\"session\":\"abc\"}");
            } else if (message.contains("text")) {
                pieces().forEach(piece -> to.send("{\"status\":1,\"audio\":\"" + piece + "\"}"));
                to.send("{\"status\":2,\"audio\":\"\"}");
            }
        }));
        assertThat(seconds("PaddleSpeechTTS")).isCloseTo(1, within(0.1));
        await().until(() -> server.texts.size() == 3);
        assertThat(server.texts).containsExactly("{\"task\":\"tts\",\"signal\":\"start\"}", "{\"text\":\"" + SAID + "\",\"spk_id\":3}",
            "{\"task\":\"tts\",\"signal\":\"end\",\"session\":\"abc\"}");
        server.behaves(telling((to, _) -> to.send("{\"status\":-1,\"signal\":\"engine not ready\"}")));
        assertThat(problem().args().toString()).contains("engine not ready");
        http.answersWith(Behavior.json(200, "{\"success\":true,\"code\":200,\"message\":{\"description\":\"success.\"},\"result\":{\"lang\":\"zh\",\"sample_rate\":24000,\"audio\":\""
            + Base64.getEncoder().encodeToString(WavFile.bytes(new PcmAudio(tone(), 24_000))) + "\"}}"));
        assertThat(seconds("Plain")).isCloseTo(1, within(0.1));
        assertThat(new String(http.requests.getLast().body(), StandardCharsets.UTF_8)).isEqualTo("{\"text\":\"" + SAID
            + "\",\"spk_id\":0,\"speed\":1.2,\"volume\":1.0,\"sample_rate\":24000}");
    }

    @Test
    void theGatewayOfVolcengineSpeaksByEvents() {
        engine.startFromFile("""
            selected_module: {TTS: VolceAIGateway}
            TTS: {VolceAIGateway: {type: volcengine, ws_url: "%s/v1/realtime", model_name: doubao-tts, voice: zh_male_shaonianzixin_moon_bigtts, api_key: vei-key-4711,
              output_dir: tmp/, sample_rate: 24000}}
            """.formatted(server.url()));
        server.behaves(telling((to, message) -> {
            if (message.contains("input_text.done")) {
                pieces().forEach(piece -> to.send("{\"type\":\"response.audio.delta\",\"delta\":\"" + piece + "\"}"));
                to.send("{\"type\":\"response.audio.done\"}");
            }
        }));
        assertThat(seconds("VolceAIGateway")).isCloseTo(1, within(0.1));
        assertThat(server.handshakes.getFirst().getResourceDescriptor()).isEqualTo("/v1/realtime?model=doubao-tts");
        assertThat(server.handshakes.getFirst().getFieldValue("Authorization")).isEqualTo("Bearer vei-key-4711");
        assertThat(server.texts.stream().map(text -> text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "U")).toList()).containsExactly(
            "{\"event_id\":\"U\",\"type\":\"tts_session.update\",\"session\":{\"voice\":\"zh_male_shaonianzixin_moon_bigtts\",\"output_audio_format\":\"wav\","
                + "\"output_audio_sample_rate\":24000,\"text_to_speech\":{\"model\":\"doubao-tts\"}}}",
            "{\"event_id\":\"U\",\"type\":\"input_text.append\",\"delta\":\"" + SAID + "\"}", "{\"type\":\"input_text.done\"}");
        server.behaves(telling((to, _) -> to.send("{\"type\":\"error\",\"error\":{\"message\":\"model not found: vei-key-4711\"}}")));
        assertThat(problem()).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_NOT_FOUND);
            assertThat(problem.args().toString()).doesNotContain("vei-key-4711");
        });
    }

    /// A sent frame in its parts.
    private record Frame(String head, String session, String length, String json) {}

    private Frame frame(int index) {
        byte[] bytes = server.bytes.get(index);
        HexFormat hex = HexFormat.of();
        return new Frame(hex.formatHex(bytes, 0, 12), new String(bytes, 12, 32, StandardCharsets.US_ASCII), hex.formatHex(bytes, 44, 48),
            new String(bytes, 48, bytes.length - 48, StandardCharsets.UTF_8));
    }

    private static SocketServerFake.Behavior speaking(byte[] pcm) {
        return finishing(to -> {
            to.send(event(0x91, 150, "{}"));
            to.send(event(0x91, 350, "{\"text\":\"x\"}"));
            for (int at = 0; at < pcm.length; at += 4_000) {
                to.send(event(0xb1, 352, Arrays.copyOfRange(pcm, at, Math.min(pcm.length, at + 4_000))));
            }
            to.send(event(0x91, 351, "{}"));
            to.send(event(0x91, 152, "{\"status_code\":20000000}"));
        });
    }

    /// Answers once the session is to end.
    private static SocketServerFake.Behavior finishing(Consumer<WebSocket> answer) {
        return new SocketServerFake.Behavior() {
            @Override
            public void bytes(WebSocket to, byte[] message) {
                if (message[7] == 102) {
                    answer.accept(to);
                }
            }
        };
    }

    private static SocketServerFake.Behavior telling(BiConsumer<WebSocket, String> answer) {
        return new SocketServerFake.Behavior() {
            @Override
            public void text(WebSocket to, String message) {
                answer.accept(to, message);
            }
        };
    }

    /// A second in pieces, in base64.
    private static List<String> pieces() {
        byte[] pcm = samples();
        return IntStream.iterate(0, at -> at < pcm.length, at -> at + 4_000)
            .mapToObj(at -> Base64.getEncoder().encodeToString(Arrays.copyOfRange(pcm, at, Math.min(pcm.length, at + 4_000)))).toList();
    }

    private static byte[] event(int kind, int event, String json) {
        return event(kind, event, json.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] event(int kind, int event, byte[] payload) {
        return ByteBuffer.allocate(4 + 4 + 4 + 5 + 4 + payload.length).put((byte) 0x11).put((byte) (kind & 0xf0 | 0x04)).put((byte) 0x10).put((byte) 0)
            .putInt(event).putInt(5).put("their".getBytes()).putInt(payload.length).put(payload).array();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String lengthAndText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return "%08x".formatted(bytes.length) + HexFormat.of().formatHex(bytes);
    }

    private double seconds(String alias) {
        Outcome.Done done = (Outcome.Done) engine.done(new Command.TryVoice(alias, SAID));
        Result.Synthesized sound = (Result.Synthesized) done.result().orElseThrow();
        assertThat(IntStream.range(0, sound.samples().length).filter(i -> Math.abs(sound.samples()[i]) > 1_000).count()).isGreaterThan(sound.rate() / 4L);
        return sound.samples().length / (double) sound.rate();
    }

    private Problem problem() {
        String alias = engine.model().activeComponents().get().voice().replaceFirst(" .*", "");
        return ((Outcome.Failed) engine.done(new Command.TryVoice(alias, SAID))).problem();
    }

    /// A second at 24 kHz.
    private static byte[] samples() {
        ByteBuffer bytes = ByteBuffer.allocate(48_000).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(tone());
        return bytes.array();
    }

    private static short[] tone() {
        short[] pcm = new short[24_000];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (9_000 * Math.sin(2 * Math.PI * 440 * i / 24_000));
        }
        return pcm;
    }
}
