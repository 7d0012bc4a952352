package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.WavFile;
import earshot.problem.ProblemCode;
import earshot.remote.ProviderServerFake;
import earshot.remote.SocketServerFake;
import org.java_websocket.WebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Recognizers over WebSockets with the settings that users of xiaozhi-esp32-server have: a device speaks and is heard by a double of the service.
@Timeout(90)
class SocketRecognizersTest {
    private static final PcmAudio SENTENCE = WavFile.read(Path.of("assets/speech/sentence.wav"));
    private static final String QUESTION = "what is your name";
    private static final String INSIDE = "what time is it";

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    private final SocketServerFake server = engine.closing(new SocketServerFake());

    @Test
    void aDeviceIsHeardByDoubaoWhileItSpeaks() throws IOException {
        server.behaves(doubao("{\"result\":{\"text\":\"" + QUESTION + "\",\"utterances\":[{\"definite\":true,\"text\":\"" + QUESTION + "\"}]}}"));
        start("DoubaoStreamASR", """
            type: doubao_stream
                appid: 6895000000
                access_token: doubao-key-4711
                cluster: volcengine_input_common
                boosting_table_name: （选填）你的热词文件名称
                end_window_size: 200
                output_dir: tmp/
                ws_url: %s/api/v3/sauc/bigmodel_async
            """.formatted(server.url()));
        isHeard();
        assertThat(server.bytes.size()).as("pieces while it speaks").isGreaterThan(10);
        server.behaves(doubao("{\"error\":\"quota exceeded\"}"));
        isHeardInside();
    }

    @Test
    void aDeviceIsHeardByDoubaoWhenItHasSpoken() throws IOException {
        server.behaves(doubao("{\"code\":1000,\"sequence\":-1,\"result\":[{\"text\":\"" + QUESTION + "\"}]}"));
        start("DoubaoASR", """
            type: doubao
                appid: 6895000000
                access_token: doubao-key-4711
                cluster: volcengine_input_common
                output_dir: tmp/
                ws_url: %s/api/v2/asr
            """.formatted(server.url()));
        isHeard();
        assertThat(server.bytes).hasSize(2);
        server.behaves(doubao("{\"code\":1002,\"message\":\"requested grant not found\",\"sequence\":-1}"));
        isHeardInside();
        assertThat(engine.open(ProblemCode.PROVIDER_KEY_REFUSED)).isTrue();
    }

    @Test
    void aDeviceIsHeardByXunfei() throws IOException {
        server.behaves(json("{\"header\":{\"status\":2", "{\"header\":{\"code\":0,\"status\":2},\"payload\":{\"result\":{\"text\":\"" + Base64.getEncoder()
            .encodeToString(("{\"sn\":1,\"ws\":[{\"cw\":[{\"w\":\"" + QUESTION + "\"}]}]}").getBytes(StandardCharsets.UTF_8)) + "\"}}}"));
        start("XunfeiStreamASR", """
            type: xunfei_stream
                app_id: 5f4e3d2c
                api_key: xf-key-4711
                api_secret: xf-secret-4711
                domain: slm # 识别领域
                language: zh_cn
                accent: mandarin
                output_dir: tmp/
                base_url: %s/v1
            """.formatted(server.url()));
        isHeard();
        assertThat(server.texts.size()).as("pieces while it speaks").isGreaterThan(10);
        server.behaves(json("{\"header\":{\"status\":2", "{\"header\":{\"code\":11201,\"message\":\"auth no enough license\"}}"));
        isHeardInside();
        assertThat(engine.open(ProblemCode.PROVIDER_QUOTA)).isTrue();
    }

    @Test
    void aDeviceIsHeardByTheGatewayOfVolcengine() throws IOException {
        server.behaves(json("{\"type\":\"input_audio_buffer.commit\"}",
            "{\"type\":\"conversation.item.input_audio_transcription.completed\",\"transcript\":\"" + QUESTION + "\"}"));
        start("VolceAIGateway", """
            type: volcengine
                model_name: bigmodel
                api_key: vei-key-4711
                output_dir: tmp/
                ws_url: %s/v1/realtime
            """.formatted(server.url()));
        isHeard();
    }

    @Test
    void aDeviceIsHeardByBaidu() throws IOException {
        ProviderServerFake baidu = engine.closing(new ProviderServerFake());
        baidu.answersWith(new ProviderServerFake.Behavior.Decides(request -> ProviderServerFake.Behavior.json(200, request.path().equals("/server_api")
            ? "{\"err_no\":0,\"err_msg\":\"success.\",\"result\":[\"" + QUESTION + "\"]}" : "{\"access_token\":\"24.4711\",\"expires_in\":2592000}")));
        start("BaiduASR", """
            type: baidu
                app_id: 12345
                api_key: baidu-key-4711
                secret_key: baidu-secret-4711
                dev_pid: 1537
                output_dir: tmp/
                base_url: "%1$s/server_api"
                token_url: "%1$s/oauth/2.0/token"
            """.formatted(baidu.url().replace("/v1", "")));
        isHeard();
        assertThat(baidu.requests.getLast().json().path("len").asInt()).as("bytes, at 16 kHz").isGreaterThan(16_000);
        baidu.answersWith(ProviderServerFake.Behavior.json(200, "{\"err_no\":3305,\"err_msg\":\"request pv too much\"}"));
        isHeardInside();
        assertThat(engine.open(ProblemCode.PROVIDER_QUOTA)).isTrue();
    }

    private static SocketServerFake.Behavior json(String end, String last) {
        return new SocketServerFake.Behavior() {
            @Override
            public void text(WebSocket to, String message) {
                if (message.startsWith(end)) {
                    to.send(last);
                }
            }
        };
    }

    private void start(String alias, String section) {
        engine.startFromFile("assistant: scripted\nselected_module: {ASR: %1$s}\nASR:\n  %1$s:\n    %2$s".formatted(alias, section), new SpeechFactoryFake(INSIDE));
        assertThat(engine.model().activeComponents().get().recognizer()).startsWith(alias);
        assertThat(engine.model().models().get().providers().getFirst()).satisfies(shown -> {
            assertThat(shown.key()).isPresent();
            assertThat(shown.fields().toString()).doesNotContain("key-4711", "secret-4711");
        });
    }

    private void isHeard() throws IOException {
        assertThat(engine.spoken("02:00:00:00:00:81", SENTENCE, 1)).satisfies(turn -> {
            assertThat(turn.transcript().text()).isEqualTo(QUESTION);
            assertThat(turn.answer().text()).startsWith("My name is");
        });
        assertThat(engine.model().problems().get()).noneMatch(entry -> entry.open() && entry.problem().code().name().startsWith("PROVIDER"));
    }

    private void isHeardInside() throws IOException {
        assertThat(engine.spoken("02:00:00:00:00:82", SENTENCE, 2).transcript().text()).isEqualTo(INSIDE);
        assertThat(engine.open(ProblemCode.PROVIDER_FALLBACK)).isTrue();
    }

    /// Says that it is ready, and answers at the end.
    private static SocketServerFake.Behavior doubao(String last) {
        return new SocketServerFake.Behavior() {
            @Override
            public void bytes(WebSocket to, byte[] message) {
                if (message[1] == 0x10) {
                    to.send(answer(1, "{}"));
                } else if (message[1] == 0x22) {
                    to.send(answer(3, last));
                }
            }
        };
    }

    private static byte[] answer(int flags, String json) {
        byte[] payload = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(12 + payload.length).putInt(0x11901000 | flags << 16).putInt(flags == 3 ? -2 : 1).putInt(payload.length).put(payload).array();
    }
}
