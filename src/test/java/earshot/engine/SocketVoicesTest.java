package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import module java.base;

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
        for (int i = 0; i < 24_000; i++) {
            bytes.putShort((short) (9_000 * Math.sin(2 * Math.PI * 440 * i / 24_000)));
        }
        return bytes.array();
    }
}
