package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.WavFile;
import earshot.problem.ProblemCode;
import earshot.remote.ProviderServerFake;
import earshot.remote.ProviderServerFake.Behavior;
import earshot.remote.ProviderServerFake.ReceivedRequest;
import earshot.turn.TurnFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Recognizers of clouds with the settings that users of xiaozhi-esp32-server have: a device speaks and is heard by a double of the service.
@Timeout(90)
class ServiceRecognizersTest {
    private static final PcmAudio SENTENCE = WavFile.read(Path.of("assets/speech/sentence.wav"));

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    private final ProviderServerFake server = engine.closing(new ProviderServerFake());
    private final String at = server.url().replace("/v1", "");

    @Test
    void aDeviceIsHeardByTencent() throws IOException {
        server.answersWith(Behavior.json(200, "{\"Response\":{\"Result\":\"what is your name\",\"AudioDuration\":1500,\"RequestId\":\"8824366f\"}}"));
        engine.startFromFile("""
            assistant: scripted
            selected_module: {ASR: TencentASR}
            ASR:
              TencentASR:
                type: tencent
                appid: 1234567890
                secret_id: AKIDz8krbsJ5yKBZ-4711
                secret_key: Gu5t9xGARNpq86cd-4711
                output_dir: tmp/
                base_url: "%s"
            """.formatted(at), new SpeechFactoryFake("what time is it"));
        TurnFacts turn = engine.spoken("02:00:00:00:00:71", SENTENCE, 1);
        assertThat(turn.transcript().text()).isEqualTo("what is your name");
        assertThat(turn.answer().text()).startsWith("My name is");
        ReceivedRequest asked = server.requests.getLast();
        assertThat(asked.headers().get("Authorization")).startsWith("TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZ-4711/");
        assertThat(Base64.getDecoder().decode(asked.json().path("Data").asText()).length).as("bytes, at 16 kHz").isGreaterThan(16_000);
        assertThat(engine.model().models().get().providers().getFirst()).satisfies(shown -> {
            assertThat(shown.key()).isPresent();
            assertThat(shown.fields().toString()).doesNotContain("AKIDz8krbsJ5yKBZ-4711", "Gu5t9xGARNpq86cd-4711");
        });
        // what it refuses is heard by the one inside
        server.answersWith(Behavior.json(200,
            "{\"Response\":{\"Error\":{\"Code\":\"AuthFailure.SecretIdNotFound\",\"Message\":\"The SecretId is not found\"},\"RequestId\":\"ed93\"}}"));
        assertThat(engine.spoken("02:00:00:00:00:72", SENTENCE, 2).transcript().text()).isEqualTo("what time is it");
        assertThat(engine.open(ProblemCode.PROVIDER_KEY_REFUSED)).isTrue();
        assertThat(engine.open(ProblemCode.PROVIDER_FALLBACK)).isTrue();
    }

    @Test
    void devicesAreHeardByAliyunAndByQwen() throws IOException {
        String said = "{\"task_id\":\"cf7b\",\"result\":\"what is your name\",\"status\":20000000,\"message\":\"SUCCESS\"}";
        String token = "{\"Token\":{\"Id\":\"token-made-4711\",\"ExpireTime\":" + Instant.now().plusSeconds(9_999).getEpochSecond() + "}}";
        String qwen = "{\"output\":{\"choices\":[{\"message\":{\"content\":[{\"text\":\"what time is it\"}],\"role\":\"assistant\"}}]},\"request_id\":\"568e\"}";
        server.answersWith(new Behavior.Decides(request -> Behavior.json(200, switch (request.path()) {
            case "/token" -> token;
            case "/stream/v1/asr" -> said;
            default -> qwen;
        })));
        engine.startFromFile("""
            assistant: scripted
            selected_module: {ASR: AliyunASR}
            ASR:
              AliyunASR:
                type: aliyun
                appkey: nls-app-4711
                token: 你的阿里云智能语音交互服务AccessToken，临时的24小时，要长期用下方的access_key_id，access_key_secret
                access_key_id: LTAI5tExample4711
                access_key_secret: MrNVSecret0815
                output_dir: tmp/
                host: "%1$s"
                token_url: "%1$s/token"
              Qwen3ASRFlash:
                type: qwen3_asr_flash
                api_key: sk-qwen-4711
                base_url: "%1$s/compatible-mode/v1"
                model_name: qwen3-asr-flash
                output_dir: tmp/
                enable_lid: true
                enable_itn: true
                context: ""
            """.formatted(at));
        assertThat(engine.spoken("02:00:00:00:00:73", SENTENCE, 1).transcript().text()).isEqualTo("what is your name");
        assertThat(server.requests).extracting(ReceivedRequest::path).containsExactly("/token", "/stream/v1/asr");
        assertThat(server.requests.getLast().headers()).containsEntry("X-NLS-Token", "token-made-4711");
        assertThat(engine.spoken("02:00:00:00:00:74", SENTENCE, 2).transcript().text()).isEqualTo("what is your name");
        assertThat(server.requests).extracting(ReceivedRequest::path).as("one token for all").containsExactly("/token", "/stream/v1/asr", "/stream/v1/asr");
        assertThat(engine.model().models().get().providers().toString()).doesNotContain("nls-app-4711", "LTAI5tExample4711", "MrNVSecret0815", "sk-qwen-4711");
        assertThat(engine.done(new Command.ApplySettings(Map.of("selected_module.ASR", "Qwen3ASRFlash")))).isInstanceOf(Operation.Outcome.Done.class);
        assertThat(engine.spoken("02:00:00:00:00:75", SENTENCE, 3).transcript().text()).isEqualTo("what time is it");
        assertThat(server.requests.getLast().path()).isEqualTo("/api/v1/services/aigc/multimodal-generation/generation");
        assertThat(engine.model().problems().get()).noneMatch(entry -> entry.open() && entry.problem().code().name().startsWith("PROVIDER"));
    }
}
