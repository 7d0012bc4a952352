package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The several problems of a settings file are one, in an engine that runs with it.
class SettingsNoticeTest {
    private final EngineExtension server = new EngineExtension();

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void severalProblemsOfAFileAreOneThatLeadsToWhatHolds() {
        server.startFromFile("""
            selected_module: {VAD: SileroVAD, ASR: FunASR, LLM: ChatGLMLLM, TTS: CosyVoiceTTS}
            LLM: {ChatGLMLLM: {type: openai, model_name: m, url: "https://models.example/v1", api_key: 你的key}}
            nonsense: 1
            """, new SpeechFactoryFake(""));
        assertThat(open()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.SETTINGS_DIFFER);
            assertThat(problem.subject()).isInstanceOf(ProblemSubject.SettingsFile.class);
            assertThat(problem.why(Locale.ENGLISH)).contains("ChatGLMLLM", "FunASR", "CosyVoiceTTS");
        });
        assertThat(server.model().settingsReport().get().failing()).hasSize(3);

        settle(Map.of("selected_module.ASR", "sphinx4"));
        assertThat(server.model().settingsReport().get().failing()).as("what is chosen stood in before").hasSize(2);
        // each choice settles one of them, and the last that is left stays what it is
        settle(Map.of("selected_module.TTS", "freetts", "selected_module.VAD", "webrtc", "LLM.ChatGLMLLM.api_key", "k"));
        assertThat(open()).extracting(Problem::code).containsExactly(ProblemCode.SETTING_UNKNOWN);
        assertThat(server.model().settingsReport().get().holds()).isTrue();
    }

    @Test
    void aFileOfAManagementConsoleIsOneSentence() {
        server.startFromFile("manager-api: {url: 'http://console:8002/xiaozhi', secret: s}\n", new SpeechFactoryFake(""));
        assertThat(open()).extracting(Problem::code).containsExactly(ProblemCode.SETTINGS_IN_CONSOLE);
    }

    private void settle(Map<String, Object> values) {
        assertThat(server.send(new Command.ApplySettings(values)).outcome().join()).isInstanceOf(Operation.Outcome.Done.class);
    }

    private List<Problem> open() {
        return server.model().problems().get().stream().filter(ProblemEntry::open).map(ProblemEntry::problem).toList();
    }
}
