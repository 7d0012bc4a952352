package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.WavFile;
import earshot.device.DeviceFacts;
import earshot.problem.ProblemCode;
import earshot.remote.ProviderServerFake;
import earshot.remote.ProviderServerFake.Behavior;
import earshot.remote.ProviderServerFake.ReceivedRequest;
import earshot.turn.TurnFacts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A recognizer and a voice over the network, in the whole engine, with the simulated device.
@Timeout(90)
class SpeechProvidersTest {
    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    private final ProviderServerFake transcription = engine.closing(new ProviderServerFake());
    private final ProviderServerFake speech = engine.closing(new ProviderServerFake());

    @BeforeEach
    void start() {
        transcription.answersWith(Behavior.json(200, "{\"text\":\"What can you do?\"}"));
        speech.answersWith(new Behavior.Answers(200, "audio/wav", WavFile.bytes(new PcmAudio(tone(), 24_000)), Map.of()));
        Map<String, Object> settings = new LinkedHashMap<>(Map.of("assistant", "scripted"));
        settings.putAll(Map.of("selected_module.ASR", "Whisper", "ASR.Whisper.type", "openai", "ASR.Whisper.base_url", transcription.url(),
            "ASR.Whisper.api_key", "sk-quite-secret"));
        settings.putAll(
            Map.of("selected_module.TTS", "Nova", "TTS.Nova.type", "openai", "TTS.Nova.api_url", speech.url() + "/audio/speech", "TTS.Nova.voice", "nova"));
        engine.start(settings, new SpeechFactoryFake("what is your name"));
    }

    @Test
    void aDeviceIsHeardAndAnsweredByTheProvidersThatTheSettingsName() {
        assertThat(engine.model().activeComponents().get()).satisfies(activeComponents -> {
            assertThat(activeComponents.recognizer()).isEqualTo("Whisper");
            assertThat(activeComponents.recognizerEmbedded()).isFalse();
            assertThat(activeComponents.voice()).isEqualTo("Nova");
        });
        TurnFacts turn = turn();
        assertThat(turn.transcript().text()).isEqualTo("What can you do?");
        assertThat(turn.transcript().recognizer()).isEqualTo("Whisper");
        assertThat(turn.outcome()).isEqualTo(TurnFacts.Outcome.DONE);
        assertThat(transcription.requests).isNotEmpty().first().satisfies(receivedRequest -> assertThat(receivedRequest.text()).contains("RIFF"));
        assertThat(speech.requests).isNotEmpty().extracting(ReceivedRequest::path).containsOnly("/v1/audio/speech");
        assertThat(speech.requests.getFirst().json().path("voice").asText()).isEqualTo("nova");
        assertThat(engine.model().problems().get())
            .noneMatch(entry -> entry.open() && entry.problem().code().name().matches("SERVICE.*|RECOGNISER.*|PROVIDER.*"));
    }

    @Test
    void whenTheProvidersFailTheEmbeddedPartsStandInAndTheConversationGoesOn() {
        transcription.answersWith(Behavior.json(401, "{\"error\":{\"message\":\"bad key: sk-quite-secret\"}}"));
        speech.answersWith(Behavior.json(500, "oops"));
        TurnFacts turn = turn();
        assertThat(turn.transcript().text()).isEqualTo("what is your name");
        assertThat(turn.answer().text()).startsWith("My name is");
        assertThat(turn.outcome()).isEqualTo(TurnFacts.Outcome.DONE);
        assertThat(engine.model().problems().get()).filteredOn(ProblemEntry::open).extracting(entry -> entry.problem().code())
            .contains(ProblemCode.PROVIDER_KEY_REFUSED, ProblemCode.PROVIDER_FAILED, ProblemCode.PROVIDER_FALLBACK);
        assertThat(engine.model().problems().get().toString() + engine.model().events().read(0, 10_000).rows()).doesNotContain("sk-quite-secret");
    }

    private TurnFacts turn() {
        engine.send(new Command.StartTestDevice(Optional.empty())).outcome().join();
        await().atMost(Duration.ofSeconds(40)).until(() -> lastTurn().filter(turn -> turn.outcome() != TurnFacts.Outcome.RUNNING).isPresent());
        return lastTurn().orElseThrow();
    }

    private Optional<TurnFacts> lastTurn() {
        return device().flatMap(facts -> engine.model().lastTurn(facts.id()).get());
    }

    private Optional<DeviceFacts> device() {
        return engine.model().devices().get().stream().map(row -> row.facts().get()).filter(facts -> facts.profile().test()).findFirst();
    }

    private static short[] tone() {
        short[] pcm = new short[12_000];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (9_000 * Math.sin(i * 0.1));
        }
        return pcm;
    }
}
