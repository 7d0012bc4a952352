package earshot.config;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.EngineSettings;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSinkFake;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Settings files as people write them.
class SettingsYamlTest {
    @TempDir
    Path home;

    private final List<Problem> problems = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = { "12:34:56", "12:34:56:12:34:56", "0123456789", "007", "0x1F", "0o17", "0b11", "1_000", "123_456", "1e5", "12e03", "1.e3", "+8",
        "yes", "no", "on", "off", "Yes", "NO", "y", "n", "2026-11-29", "2026-11-29T10:00:00Z",
        "1.10", "4.0", "0.50", "12345678901234567890123", "0", "-7", ".5", ".inf", ".nan", "190:20:30.15", "=", "685230e3", "0.1.2"})
    void whatIsWrittenIsReadAsText(String written) {
        SettingsTree tree = tree("TTS: {a: {voice: " + written + "}}\n" + written + ": x\nwakeup_words: [" + written + "]\n");
        assertThat(tree.at("TTS.a.voice")).map(String::valueOf).contains(written);
        assertThat(tree.root().get(written)).isEqualTo("x");
        assertThat(new ValueType.TextList().validate(tree.at("wakeup_words").orElseThrow())).isEqualTo(ValidationResult.ok(List.of(written)));
        assertThat(earshot.data.JsonMappers.JSON.valueToTree(tree.root()).at("/TTS/a/voice").asText()).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "no|false", "Yes|true", "off|false", "\"no\"|\"no\"", "1_000|1000", "0x1F|31", "+8|8", ".5|0.5", "1.50|1.50",
        "1.5e+3|1.5E+3", "1e5|\"1e5\"", "12:34:56|\"12:34:56\"", "007|\"007\"", "2026-11-29|\"2026-11-29\"",
        "n|\"n\"", ".inf|\".inf\""})
    void whatAProviderGetsAsJsonHasTheTypesOfOtherServers(String written, String json) {
        SettingsTree tree = tree("LLM: {a: {type: " + written + ", extra_body: {x: {y: [" + written
            + "]}}}}\nllm_by_mode: {chat: {alias: a, overrides: {extra_body: {x: " + written + "}}}}\n");
        assertThat(earshot.data.JsonMappers.JSON.valueToTree(tree.root()).at("/LLM/a/extra_body/x/y/0")).hasToString(json);
        assertThat(earshot.data.JsonMappers.JSON.valueToTree(tree.root()).at("/llm_by_mode/chat/overrides/extra_body/x")).hasToString(json);
        assertThat(tree.at("LLM.a.type")).map(String::valueOf).contains(written.replace("\"", ""));
    }

    @ParameterizedTest
    @CsvSource({"8000, 8000", "08000, 8000", "+8000, 8000", "'\"8000\"', 8000"})
    void aNumberIsANumberHoweverItIsWritten(String written, long port) {
        assertThat(new ValueType.Whole(0, 65535, false).validate(tree("port: " + written).at("port").orElseThrow())).isEqualTo(ValidationResult.ok(port));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "server:\\n\\tport: 1|2|YAML_TAB", "server:\\n  ip: x\\n  \\tport: 1|3|YAML_TAB", "LLM:\\n  a：\\n    type: openai|2|YAML_FULL_WIDTH",
        "port:8000\\nip: x|1|YAML_SPACE",
        "server:\\n\u00a0\u00a0port: 1|2|YAML_FOREIGN_SPACE", "server:\\n\u3000\u3000port: 1\\nprompt: x|2|YAML_FOREIGN_SPACE",
        "prompt: a\\n\ufeffserver: {port: 1}|2|YAML_BYTE_ORDER_MARK",
        "a: 1\\nb:\\t2\\t# x|2|YAML_TAB", "prompt: say: hello|1|YAML_COLON", "a: 1\\nb: \"open\\nc: 2|2|YAML_QUOTE", "a: 1\\nkey: @x|2|YAML_QUOTES_NEEDED",
        "prompt: >\\n\\tYou are nice.\\nb: 1|2|YAML_TAB", "a: 1\\nprompt: {{name}} is nice|2|YAML_QUOTES_NEEDED",
        "a: 1\\nlist: [*bye, stop]|2|YAML_QUOTES_NEEDED", "a: 1\\nm: {k: abc #d, n: 2}\\nb: 2|3|YAML_FLOW", "a: {k: 'x, m: 'y'}|1|YAML_FLOW",
        "server:\\n    ip: x\\n  port: 1|3|YAML_INDENT", "a: 1\\n---\\nb: 2|3|YAML_DOCUMENTS",
        "- a\\n- b|1|YAML_NO_MAP", "a: 1\\nb: x\u0001y|2|YAML_CONTROL",
        "server: {port: 8000， ip: x}|1|YAML_TYPOGRAPHIC", "a: 1\\nlist: [\"a\"，\"b\"]|2|YAML_TYPOGRAPHIC", "# x\\n\\nprompt：hello|3|YAML_FULL_WIDTH",
        "server:\\n  ip：0.0.0.0|2|YAML_FULL_WIDTH",
        "server:\\n  port:\u30008000|2|YAML_SPACE"})
    void aFaultIsNamedWithItsLine(String text, String line, ProblemReason reason) {
        assertThat(YamlFile.read(lines(text))).isEqualTo(new YamlFile.Content.Unreadable(line, reason.toString()));
    }

    @Test
    void theBoundsOfTheParserAreToldInOwnWords() {
        YamlFile.Content deep = new YamlFile.Content.Unreadable("–", ProblemReason.TOO_DEEP.toString());
        assertThat(YamlFile.read("a: " + "[".repeat(60) + "]".repeat(60))).isEqualTo(deep);
        assertThat(YamlFile.read("a: " + "[".repeat(200_000))).isEqualTo(deep);
        String aliases = IntStream.range(0, 60).mapToObj(i -> "k" + i + ": *x\n").collect(Collectors.joining());
        assertThat(YamlFile.read("a: &x [1]\n" + aliases)).isEqualTo(new YamlFile.Content.Unreadable("–", ProblemReason.YAML_ALIASES.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompt: \"a\u2028b\u2028c\u0085d\"\nx: [1", "port: !!int [1]", "port: !!float {a: b}"})
    void noFaultIsMoreThanAFileThatCannotBeRead(String text) {
        assertThat(YamlFile.read(text)).isInstanceOf(YamlFile.Content.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "\ufeffgrace_seconds: 20\r\n", "---\ngrace_seconds: 20\n---\n", "%YAML 1.1\n---\ngrace_seconds: 20\n...\n",
        "base: &b {grace_seconds: 20}\n<<: *b\n", "prompt: |\n  \u3000\u3000你是\n\n  \t好\ngrace_seconds: 20\n" })
    void oddButValidFormsAreRead(String text) {
        assertThat(tree(text).at("grace_seconds")).contains(20);
    }

    @Test
    void ofAKeyThatStandsTwiceTheLastHoldsAndBothLinesAreNamed() throws IOException {
        Settings settings = load(
            "LLM:\n  a: {type: openai}\ngrace_seconds: 20\nLLM:\n  b: {type: ollama, type: openai}\ngrace_seconds: 21\n".getBytes(StandardCharsets.UTF_8));
        assertThat(settings.of(earshot.llm.ModelSettings.SECTION).providers()).containsOnlyKeys("b");
        assertThat(only(ProblemCode.SETTING_REPEATED).args().get(1)).isEqualTo("LLM (1, 4), LLM.b.type (5, 5), grace_seconds (3, 6)");
    }

    @Test
    void typographicMarksAreNamedWhereTheyAreNoPartOfASentence() throws IOException {
        load("“prompt”: hi\nLLM:\n  a: {type: “openai”}\n  b:\n    api_key: ‘sk-1’\nexit_commands: [再见，拜拜]\nwakeup_words:\n  - “你好”\n"
            .getBytes(StandardCharsets.UTF_8));
        assertThat(only(ProblemCode.SETTING_TYPOGRAPHIC).args().get(1))
            .isEqualTo("“prompt” (1), LLM.a.type (3), LLM.b.api_key (5), exit_commands (6), wakeup_words (7)");
        problems.clear();
        load("prompt: “你好”，他说。\nexit_commands: [\"再见，拜拜\", bye]\nend_prompt: {prompt: “请说再见，谢谢。”}\n".getBytes(StandardCharsets.UTF_8));
        assertThat(problems).noneMatch(problem -> problem.code() == ProblemCode.SETTING_TYPOGRAPHIC);
    }

    @Test
    void mergedKeysAreNoRepetition() {
        assertThat(((YamlFile.Content.Read) YamlFile.read("a: &a {x: 1}\nb: &b {y: 2}\nc:\n  <<: *a\n  <<: *b\n  x: 3\nd: *a\ne: *a\n")).keys().repeated())
            .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "GBK", "GB18030"})
    void anEditorMayHaveChosenTheEncoding(String encoding) throws IOException {
        String mark = encoding.startsWith("UTF-16") && !encoding.equals("UTF-16") ? "\ufeff" : "";
        Settings settings = load((mark + "# 设置\r\nprompt: 你叫小明，说话简洁。\r\n").getBytes(encoding));
        assertThat(settings.of(earshot.conversation.ConversationSettings.SECTION).persona()).contains("你叫小明，说话简洁。");
        assertThat(problems.stream().map(Problem::code)).isEqualTo(encoding.startsWith("GB") ? List.of(ProblemCode.CONFIG_ENCODED) : List.of());
    }

    @Test
    void whatIsInNoKnownEncodingIsNamedWithItsLine() throws IOException {
        load("a: 1\nprompt: Sois gentil et répète, garçon naïf\n".getBytes(StandardCharsets.ISO_8859_1));
        Problem problem = only(ProblemCode.CONFIG_UNREADABLE);
        assertThat(problem.args().get(1)).isEqualTo("2");
        assertThat(problem.why(Locale.ENGLISH)).contains("UTF-8");
        assertThat(problem.why(Locale.SIMPLIFIED_CHINESE)).contains("另存为 UTF-8");
    }

    @Test
    void aSectionThatIsNoMapIsTold() throws IOException {
        load("LLM:\n  - a: {type: openai}\nTTS:\nserver: text\nASR: {mine: openai}\nlog: {}\n".getBytes(StandardCharsets.UTF_8));
        assertThat(problems.stream().filter(problem -> problem.code() == ProblemCode.SETTING_NO_SECTION).map(problem -> problem.args().getFirst()))
            .containsExactly("LLM", "server", "ASR.mine");
    }

    private static SettingsTree tree(String text) {
        return ((YamlFile.Content.Read) YamlFile.read(text)).tree();
    }

    private static String lines(String text) {
        return text.replace("\\n", "\n").replace("\\t", "\t");
    }

    private Problem only(ProblemCode code) {
        return problems.stream().filter(problem -> problem.code() == code).reduce((_, _) -> null).orElseThrow();
    }

    private Settings load(byte[] file) throws IOException {
        Files.write(home.resolve(Configuration.HOME_FILE), file);
        return new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), new ProblemSinkFake(problems::add), new TimeFake()).settings().get();
    }
}
