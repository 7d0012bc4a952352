package earshot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlEditorTest {
    private static final String FILE = """
        # 我的服务器   (two spaces,  and a tab\there)

        server:        # where
            port:   8000   # not 8001
            auth: {enabled: true,   tokens: [a, 'b']} # flow

            # the card
            ip: "0.0.0.0"
        wakeup_words:
        - 你好小智   # first
        - 小智

        # models
        LLM:
          # the big one
          big:
            type: openai
            model_name: 'it''s'
          small: {type: openai}
          none:
        prompt: |
          You are
            brief. 😀

        exit_commands: [再见,
          bye]   # two lines
        log: {max_message_length: 2000}
        last: 1""";

    @Test
    void changesAScalarWhereItStandsAndNothingElse() {
        assertThat(set("server.port", 8001)).isEqualTo(FILE.replace("port:   8000   # not", "port:   8001   # not"));
        assertThat(set("last", "😀: odd # \"text\"\n")).isEqualTo(FILE.replace("last: 1", "last: \"😀: odd # \\\"text\\\"\\n\""));
        assertThat(set("server.auth.tokens", List.of("c, d"))).isEqualTo(FILE.replace("[a, 'b']", "[\"c, d\"]"));
        assertThat(set("LLM.big.model_name", "qwen3:8b")).isEqualTo(FILE.replace("'it''s'", "qwen3:8b"));
        assertThat(set("prompt", "你是小智")).isEqualTo(FILE.replace("|\n  You are\n    brief. 😀\n", "你是小智\n"));
        assertThat(set("exit_commands", List.of("bye"))).isEqualTo(FILE.replace("[再见,\n  bye]", "[bye]"));
    }

    @Test
    void replacesAListInItsOwnStyle() {
        assertThat(set("wakeup_words", List.of("小明", "yes"))).isEqualTo(FILE.replace("- 你好小智   # first\n- 小智\n", "- 小明\n- \"yes\"\n"));
        assertThat(set("wakeup_words", List.of())).isEqualTo(FILE.replace("wakeup_words:\n- 你好小智   # first\n- 小智\n", "wakeup_words: []\n"));
    }

    @Test
    void addsAtTheEndOfItsMapAndInItsStyle() {
        assertThat(set("server.http_port", 9)).isEqualTo(FILE.replace("    ip: \"0.0.0.0\"\n", "    ip: \"0.0.0.0\"\n    http_port: 9\n"));
        assertThat(set("LLM.small.model_name", "x y")).isEqualTo(FILE.replace("{type: openai}", "{type: openai, model_name: x y}"));
        assertThat(set("LLM.none.type", "openai")).isEqualTo(FILE.replace("  none:\n", "  none:\n    type: openai\n"));
        assertThat(set("LLM.gpt-4\\.1.type", "openai")).isEqualTo(FILE.replace("  none:\n", "  none:\n  gpt-4.1:\n    type: openai\n"));
        assertThat(set("selected_module.LLM", "big")).isEqualTo(FILE + "\nselected_module:\n  LLM: big\n");
        assertThat(set("llm_by_mode.coding", Map.of("alias", "big"))).isEqualTo(FILE + "\nllm_by_mode:\n  coding:\n    alias: big\n");
        assertThat(YamlEditor.change("# only this\n", Map.of("a.b", "on"))).isEqualTo("# only this\na:\n  b: \"on\"\n");
        assertThat(YamlEditor.change("a: 1\r\nb: 2\r\n", Map.of("c", 3))).isEqualTo("a: 1\r\nb: 2\r\nc: 3\r\n");
        assertThat(YamlEditor.change("\uFEFFa: 1\n", Map.of("a", 3))).isEqualTo("\uFEFFa: 3\n");
    }

    @Test
    void takesOutLinesAndWhatIsEmptyThen() {
        assertThat(take("server.port")).isEqualTo(FILE.replace("    port:   8000   # not 8001\n", ""));
        assertThat(take("server.auth.enabled")).isEqualTo(FILE.replace("enabled: true,   ", ""));
        assertThat(take("server.auth.tokens")).isEqualTo(FILE.replace(",   tokens: [a, 'b']", ""));
        assertThat(take("log.max_message_length")).isEqualTo(FILE.replace("log: {max_message_length: 2000}\n", ""));
        assertThat(take("last")).isEqualTo(FILE.replace("\nlast: 1", ""));
        assertThat(take("LLM.big")).isEqualTo(FILE.replace("  big:\n    type: openai\n    model_name: 'it''s'\n", ""));
        assertThat(take("no.such")).isEqualTo(FILE);
    }

    @Test
    void whatIsSharedInTheFileIsNotChangedByAccident() {
        String shared = "base: &base {type: openai}\nLLM:\n  big: *base\n";
        assertThatThrownBy(() -> YamlEditor.change(shared, Map.of("LLM.big.type", "x"))).hasMessageContaining("by hand");
        assertThat(YamlEditor.change(shared, Map.of("LLM.big", Map.of("type", "x"))))
            .isEqualTo("base: &base {type: openai}\nLLM:\n  big: {type: x}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"---\nlast: 1\n---\n", "---\n---\nlast: 1\n", "last: 1\n---\n---\n"})
    void emptyDocumentsAroundTheOneThatCountsStay(String text) {
        String changed = YamlEditor.change(text, Map.of("server.port", 8001));
        assertThat(changed).isEqualTo(text.replace("last: 1\n", "last: 1\nserver:\n  port: 8001\n"));
        assertThat(YamlEditor.change(changed, Map.of("server.port", new SettingRemoval()))).isEqualTo(text);
    }

    @Test
    void whateverIsWrittenReadsBackAndKeepsEveryCommentOutsideOfIt() {
        Random random = new Random(25);
        List<Object> odd = new ArrayList<>(
            List.of("null", "~", "on", "1e3", "0x10", "12:30", "2026-01-01", " lead", "trail ", "", "- x", "a: b", "#c", "*x", "&x", "!t", "%", "@a", "`b`",
                "你好，世界", "😀", "a\nb\n\n c", "\ttab", "\u0007bell", "\u2028", "{x}", "[y]", "'", "\"", "\\", "true", "<<", "=", "a ",
                "http://127.0.0.1:11434/v1", "x".repeat(500),
            5, -1L, 0.25, true, List.of(), List.of("a", "b: c"), Map.of("k", "v"), Map.of("a: b", List.of(1, "2"))));
        List<String> keys = List.of("server.port", "server.auth.enabled", "server.new", "wakeup_words", "LLM.big.type", "LLM.big", "LLM.small.x",
            "LLM.none.y.z", "LLM.a\\.b.c",
            "prompt", "exit_commands", "log.max_message_length", "fresh", "fresh2.deep.deeper", "last");
        for (int round = 0; round < 300; round++) {
            String text = FILE;
            SettingsTree meant = ((YamlFile.Content.Read) YamlFile.read(FILE)).tree();
            for (int i = 0; i < 6; i++) {
                String key = keys.get(random.nextInt(keys.size()));
                Optional<Object> value = random.nextInt(4) == 0 ? Optional.empty() : Optional.of(odd.get(random.nextInt(odd.size())));
                text = YamlEditor.change(text, Map.of(key, value.orElse(new SettingRemoval())));
                meant = meant.with(key, value.orElse(null));
                assertThat(YamlFormatter.sorted(((YamlFile.Content.Read) YamlFile.read(text)).tree().root())).isEqualTo(YamlFormatter.sorted(meant.root()));
            }
            assertThat(text).contains("# 我的服务器   (two spaces,  and a tab\there)\n\n", "# models\n");
        }
    }

    private static String set(String key, Object value) {
        return YamlEditor.change(FILE, Map.of(key, value));
    }

    private static String take(String key) {
        return YamlEditor.change(FILE, Map.of(key, new SettingRemoval()));
    }
}
