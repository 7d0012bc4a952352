package earshot.config;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.asr.RecognizerSettings;
import earshot.engine.EngineSettings;
import earshot.llm.ModelSettings;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.problem.ProblemSinkFake;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that hold only what differs from the base file of their server.
class BaseSettingsTest {
    @TempDir
    Path home;

    private final List<Problem> raised = new ArrayList<>();

    @Test
    void anEntryThatHoldsOnlyItsKeyIsThatOfTheBaseAndIsSelectedAsThere() throws IOException {
        ModelSettings models = read("LLM: {ChatGLMLLM: {api_key: abc.def}}").of(ModelSettings.SECTION);
        assertThat(models.selected()).contains("ChatGLMLLM");
        assertThat(texts(models.providers().get("ChatGLMLLM")))
            .isEqualTo(Map.of("type", "openai", "base_url", "https://open.bigmodel.cn/api/paas/v4/", "model_name", "glm-4-flash", "api_key", "abc.def"));
        // the recognizer and the detector that the base selects are not here; its voice is
        assertThat(raised).filteredOn(problem -> problem.code() == ProblemCode.PROVIDER_UNKNOWN).extracting(Problem::subject)
            .contains(new ProblemSubject.Setting("selected_module.ASR"), new ProblemSubject.Setting("selected_module.VAD"))
            .doesNotContain(new ProblemSubject.Setting("selected_module.TTS"));
    }

    @Test
    void aSelectedEntryThatIsNotWrittenAtAllIsThatOfTheBase() throws IOException {
        ModelSettings models = read("selected_module: {LLM: OllamaLLM, ASR: FunASRServer}").of(ModelSettings.SECTION);
        assertThat(texts(models.providers().get("OllamaLLM"))).containsEntry("base_url", "http://localhost:11434").containsEntry("model_name", "qwen2.5");
        assertThat(read("selected_module: {ASR: FunASRServer}").of(RecognizerSettings.SELECTED).type()).isEqualTo("fun_server");
    }

    @Test
    void anEntryThatOnlyAnotherOneNamesIsThatOfTheBase() throws IOException {
        ModelSettings models = read(
            "{selected_module: {LLM: XinferenceLLM}, Intent: {intent_llm: {llm: XinferenceSmallLLM}}, Memory: {mem_local_short: {llm: nobody}, powermem: {llm: {provider: openai}}}}")
            .of(ModelSettings.SECTION);
        assertThat(texts(models.providers().get("XinferenceSmallLLM"))).containsEntry("type", "xinference").containsEntry("model_name", "qwen2.5:3b-AWQ");
        assertThat(models.providers()).containsOnlyKeys("XinferenceLLM", "XinferenceSmallLLM");
    }

    @Test
    void whatIsWrittenGoesBeforeTheBaseUnderAnyOfItsNames() throws IOException {
        ModelSettings models = read("LLM: {DeepSeekLLM: {url: 'http://127.0.0.1:9', model: mine, api_key: k}}").of(ModelSettings.SECTION);
        assertThat(texts(models.providers().get("DeepSeekLLM")))
            .isEqualTo(Map.of("type", "openai", "url", "http://127.0.0.1:9", "model", "mine", "api_key", "k"));
        // ChatGLM is selected there, but it is not this file's
        assertThat(models.selected()).contains("ChatGLMLLM");
    }

    @Test
    void anEntryOfAnotherTypeOrNameIsLeftAlone() throws IOException {
        ModelSettings models = read("LLM: {ChatGLMLLM: {type: ollama, model_name: m}, Mine: {base_url: 'http://127.0.0.1:9', model_name: m}}")
            .of(ModelSettings.SECTION);
        assertThat(texts(models.providers().get("ChatGLMLLM"))).isEqualTo(Map.of("type", "ollama", "model_name", "m"));
        assertThat(texts(models.providers().get("Mine"))).hasSize(2);
        assertThat(models.selected()).isEmpty();
    }

    private Settings read(String yaml) throws IOException {
        Path file = Files.writeString(home.resolve("given.yaml"), yaml);
        return new Configuration(EngineSettings.CATALOG, home, Optional.of(file), Map.of(), new ProblemSinkFake(raised::add), new TimeFake()).settings().get();
    }

    private static Map<String, String> texts(JsonNode section) {
        Map<String, String> texts = new HashMap<>();
        section.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }
}
