package earshot.config;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.asr.RecognizerSettings;
import earshot.conversation.ConversationSettings;
import earshot.engine.EngineSettings;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSinkFake;
import earshot.server.ServerSettings;
import earshot.time.TimeFake;
import earshot.tts.VoiceSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Values that are filled from the environment, and those that never were.
class PlaceholderTest {
    @TempDir
    Path home;

    private final List<Problem> problems = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = { "<OPENAI_COMPAT_URL>", "<your key>", "__GROQ_API_KEY__", "你的chat-glm web key", "（选填）你的热词文件名称", "your-token1", "your_api_key",
        "YOUR_API_KEY", "sk-xxx", "sk-xxxxxxxx", "xxxxxx", "sk-your-key", "$OPENAI_API_KEY", "${BASE}", "{api_key}",
        "{{key}}", "https://<host>/v1", "http://你的ip或者域名:端口号/mcp", "http://YOUR_IP_OR_DOMAIN:PORT/mcp/vision/explain",
        "ws://your_ip_or_domain:port_number/xiaozhi/v1/", "changeme", "请填写密钥", "insert your key here", "https://${HOST_NAME}/v1", "您的密钥", "%API_KEY%",
        "****", "yourkey", "YourApiKey", "my_key", "<<KEY>>", "[API_KEY]", "#KEY#", "@KEY@", "$KEY$", "$(KEY)", "#{KEY}", "[YOUR KEY]",
        "YOUR_SERVER_SECRET_VALUE" })
    void whatATemplateLeftIsAPlaceholder(String value) {
        assertThat(Placeholder.matches(value)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "sk-1234567890abcdef", "AIzaSyA-replaced", "0123456789abcdef.0123456789abcdef", "none", "EMPTY", "lm-studio",
        "https://api.openai.com/v1", "http://yourserver.example:8000/v1", "gpt-4o", "qwen2.5:72b-AWQ", "FunAudioLLM/CosyVoice2-0.5B:alex",
        "deepseek-r1-distill-llama-8b@q4_k_m", "a$b", "p@ss{word", "xx", "http://homeassistant.local:8123", "zh-CN-XiaoxiaoNeural", "abc_xyz__1", "todo-model",
        "{\"Earshot\":20}" })
    void whatSomebodyWroteIsNone(String value) {
        assertThat(Placeholder.matches(value)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = { "${PORT:-8000}|8000", "${SET}|value", "$SET|value", "${SET:-x}|value", "${EMPTY:-x}|x",
        "${EMPTY-x}|''", "ws://${HOST:-10.0.0.1}:${PORT:-8000}/|ws://10.0.0.1:8000/", "${env:SET}|value", "${UNSET}|${UNSET}", "$UNSET|$UNSET",
        "${UNSET:-}|''", "cost: $5|cost: $5", "${URL:-https://a/b?c=d}|https://a/b?c=d", "a ${SET} b ${UNSET}|a value b ${UNSET}"})
    void referencesAreFilledFromTheEnvironment(String written, String filled) {
        Map<String, String> environment = Map.of("SET", "value", "EMPTY", "");
        SettingsTree tree = new EnvironmentReferences(environment::get).fill(new SettingsTree(Map.of("a", Map.of("b", List.of(written, 1)))));
        assertThat(tree.at("a.b")).contains(List.of(filled, 1));
    }

    @Test
    void whatIsNotFilledInIsNamedOnceAndCountsAsAbsent() throws IOException {
        Settings settings = load("""
            server: {port: "${EARSHOT_TEST_PORT:-8123}", auth: {enabled: true, tokens: [{token: your-token1}, {token: real-token-1}]}}
            manager-api: {secret: "${EARSHOT_TEST_SECRET:-your_server_secret_value}"}
            prompt: 你的名字是小明，你说 ${name} 和 <b>
            LLM: {a: {type: openai, base_url: "${EARSHOT_TEST_BASE}", api_key: $EARSHOT_TEST_KEY, model_name: m}}
            """);
        assertThat(settings.of(ServerSettings.SECTION).port()).isEqualTo(8123);
        assertThat(settings.of(ServerSettings.SECTION).secret()).isEmpty();
        assertThat(settings.of(ServerSettings.SECTION).auth().tokens()).containsExactly("real-token-1");
        assertThat(settings.of(ConversationSettings.SECTION).persona()).contains("你的名字是小明，你说 ${name} 和 <b>");
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.SETTING_UNFILLED);
            assertThat(problem.args().get(1)).isEqualTo("server.auth.tokens (1), manager-api.secret (2), LLM.a.base_url (4), LLM.a.api_key (4)");
        });
    }

    @Test
    void aChosenProviderThatIsNotFilledInIsToldOnceAndTheEmbeddedOneServes() throws IOException {
        Settings settings = load("""
            selected_module: {ASR: Mine}
            ASR:
              Mine: {type: openai, base_url: "https://asr.example/v1", api_key: <KEY>}
              Other: {type: openai, api_key: 你的key}
            """);
        assertThat(settings.of(RecognizerSettings.SELECTED).type()).isEqualTo("sphinx4");
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_UNFILLED);
            assertThat(problem.args()).containsExactly("Mine", "api_key");
        });
    }

    @Test
    void aServerOfTheOwnNetworkNeedsNoKey() throws IOException {
        assertThat(load("selected_module: {ASR: Mine}\nASR: {Mine: {type: openai, base_url: \"http://192.168.1.7:9000/v1\", api_key: 你的key}}\n")
            .of(RecognizerSettings.SELECTED).type()).isEqualTo("openai");
        assertThat(problems).isEmpty();
    }

    @Test
    void whatARequestSaysIsMeantAsItIsWritten() throws IOException {
        Settings settings = load("""
            selected_module: {TTS: CustomTTS}
            TTS:
              CustomTTS: {type: custom, method: POST, url: "http://127.0.0.1:9880/tts", headers: {Content-Type: application/json}, params: {text: "{prompt_text}", speaker: a}}
            """);
        assertThat(settings.of(VoiceSettings.SELECTED).section().at("/params/text").asText()).isEqualTo("{prompt_text}");
        assertThat(problems).isEmpty();
    }

    private Settings load(String file) throws IOException {
        Files.writeString(home.resolve(Configuration.HOME_FILE), file);
        return new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), new ProblemSinkFake(problems::add), new TimeFake()).settings().get();
    }
}
