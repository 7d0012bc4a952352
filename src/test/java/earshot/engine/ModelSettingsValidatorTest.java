package earshot.engine;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.config.SettingRemoval;
import earshot.config.ValidationResult;
import earshot.llm.ModelSettings;
import earshot.problem.ProblemSubject;
import earshot.remote.ProviderKind;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ModelSettingsValidatorTest {
    private static final ModelSettings MODELS = new ModelSettings(
        Map.of("big", JsonNodeFactory.instance.objectNode(), "qwen-small", JsonNodeFactory.instance.objectNode()), Optional.of("big"), Map.of());

    @Test
    @DisplayName("U29: each of twenty slips is seen before it is applied, and named; what is right is left alone")
    void everySlipIsSeen() {
        Map<List<ValidationResult.Refused>, String> slips = new LinkedHashMap<>();
        slips.put(mapping("coding", "Big"), "big");
        slips.put(mapping("coding", "bgi"), "big");
        slips.put(mapping("meeting", "qwen_small"), "qwen-small");
        slips.put(mapping("meeting", "quite-another"), "quite-another");
        slips.put(mapping("codng", "big"), "coding");
        slips.put(mapping("chat", "big", "temperature", "warm"), "0 to 2");
        slips.put(mapping("chat", "big", "temperature", 7), "0 to 2");
        slips.put(mapping("chat", "big", "max_tokens", "many"), "whole number");
        slips.put(mapping("chat", "big", "temprature", 0.5), "temperature");
        slips.put(mapping("chat", "big", "modelname", "x"), "model_name");
        slips.put(provider(ProviderKind.LLM, "new", "type", "opnai"), "openai");
        slips.put(provider(ProviderKind.LLM, "new", "type", "openai", "base_ulr", "http://x"), "base_url");
        slips.put(provider(ProviderKind.LLM, "new", "type", "openai", "base_url", "htp://127.0.0.1:11434"), "htp://");
        slips.put(provider(ProviderKind.LLM, "new", "type", "openai", "base_url", "http://my server/v1"), "my server");
        slips.put(provider(ProviderKind.TTS, "new", "type", "openai", "speed", 900), "0 to 100");
        slips.put(provider(ProviderKind.ASR, "new", "type", "fun_server", "port", "70000"), "65535");
        slips.put(provider(ProviderKind.ASR, "new", "type", "fun_server", "hotword", "x"), "hotwords");
        slips.put(mapping("chat", "big", "top_pp", 0.5), "top_p");
        slips.put(setting("server.port", "eighty"), "65535");
        slips.put(setting("vad.mode", 7), "0 to 3");
        slips.put(setting("server.websocket", "http://192.168.1.5"), "ws://");
        assertThat(slips).hasSizeGreaterThanOrEqualTo(20);
        slips.forEach((found, said) -> assertThat(found).as(said).anySatisfy(slip -> {
            assertThat(slip.text(Locale.ENGLISH)).contains(said);
            assertThat(slip.text(Locale.SIMPLIFIED_CHINESE)).isNotBlank();
        }));
        assertThat(mapping("coding", "big", "temperature", "0.5")).isEmpty();
        assertThat(provider(ProviderKind.LLM, "gpt-4.1", "type", "openai", "base_url", "http://127.0.0.1:11434/v1", "model_name", "m")).isEmpty();
        assertThat(provider(ProviderKind.TTS, "v", "type", "openai", "speed", 1.0, "base_url", "https://example.org")).isEmpty();
        assertThat(setting("server.port", 8000)).isEmpty();
    }

    @Test
    @DisplayName("U29: a mapping and a provider are judged while they are written")
    void judgesWhatIsWritten() throws Exception {
        assertThat(ModelSettingsValidator.purpose(MODELS, "chat", JSON.readTree("{\"alias\":\"Big\",\"temperature\":\"warm\",\"top_k\":4}"))).containsExactly(
            ValidationResult.refused("alias.near", "Big", "big"), ValidationResult.refused("decimal", 0.0, 2.0),
            ValidationResult.refused("key.near", "top_k", "top_p"));
        assertThat(ModelSettingsValidator.purpose(MODELS, "chat", JSON.readTree("\"big\""))).isEmpty();
        assertThat(provider(ProviderKind.LLM, "x", "type", "olama")).containsExactly(ValidationResult.refused("type.near", "olama", "ollama"));
        assertThat(provider(ProviderKind.LLM, "mine", "base_url", "http://10.0.0.2:8000", "model_name", "m")).isEmpty();
    }

    @Test
    @DisplayName("U29: a command with a slip that matters is refused and says which; one with a key that nothing reads is not")
    void refusesCommands() {
        assertThat(ModelSettingsValidator.problem(MODELS, List.of(new Command.SetPurpose("chat", "Big", Map.of())))).hasValueSatisfying(problem -> {
            assertThat(problem.subject()).isEqualTo(new ProblemSubject.Setting("llm_by_mode.chat"));
            assertThat(problem.args().toString()).contains("big");
        });
        assertThat(
            ModelSettingsValidator.problem(MODELS, List.of(new Command.PutProvider(ProviderKind.ASR, "mine", Map.of("base_url", "htp://x"), Optional.empty()))))
            .hasValueSatisfying(problem ->
            assertThat(problem.subject()).isEqualTo(new ProblemSubject.Setting("ASR.mine")));
        assertThat(ModelSettingsValidator.problem(MODELS,
            List.of(new Command.PutProvider(ProviderKind.LLM, "mine", Map.of("top_k", 4, "model_name", new SettingRemoval()), Optional.empty())))).isEmpty();
    }

    private static List<ValidationResult.Refused> mapping(String purpose, String alias, Object... overrides) {
        return ModelSettingsValidator.purpose(MODELS, purpose, alias, map(overrides));
    }

    private static List<ValidationResult.Refused> provider(ProviderKind kind, String alias, Object... fields) {
        return ModelSettingsValidator.provider(kind, alias, map(fields));
    }

    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private static List<ValidationResult.Refused> setting(String key, Object value) {
        return switch (EngineSettings.CATALOG.validate(key, value)) {
            case ValidationResult.Ok _ -> List.of();
            case ValidationResult.Clamped clamped -> List.of(clamped.why());
            case ValidationResult.Refused why -> List.of(why);
        };
    }
}
