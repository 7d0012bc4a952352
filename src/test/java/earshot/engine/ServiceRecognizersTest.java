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
        TurnFacts turn = spoken("02:00:00:00:00:71", 1);
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
        assertThat(spoken("02:00:00:00:00:72", 2).transcript().text()).isEqualTo("what time is it");
        assertThat(engine.open(ProblemCode.PROVIDER_KEY_REFUSED)).isTrue();
        assertThat(engine.open(ProblemCode.PROVIDER_FALLBACK)).isTrue();
    }

    private TurnFacts spoken(String device, int turns) throws IOException {
        SocketDeviceFake speaking = engine.connectSpeaking(device);
        speaking.sendListen("start", "manual");
        speaking.sendSpeech(SENTENCE);
        speaking.sendListen("stop", "manual");
        TurnFacts turn = engine.turn(turns);
        assertThat(turn.outcome()).isEqualTo(TurnFacts.Outcome.DONE);
        return turn;
    }
}
