package earshot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTreeTest {
    private static final SettingsTree TREE = tree("""
        server: {port: 8000, auth: {enabled: true, tokens: [a, b]}}
        LLM:
          gpt-4.1: {model_name: m}
        empty: {}
        none:
        """);

    @Test
    void valuesAreFoundByTheirKeys() {
        assertThat(TREE.at("server.port")).contains(8000);
        assertThat(TREE.at("LLM.gpt-4\\.1.model_name")).contains("m");
        assertThat(TREE.at("server.port.deeper")).as("a scalar has nothing below").isEmpty();
        assertThat(TREE.at("none")).as("an explicit null counts as absent").isEmpty();
        assertThat(TREE.section("server.auth")).containsOnlyKeys("enabled", "tokens");
        assertThat(TREE.section("server.port")).isEmpty();
        assertThat(TREE.leaves()).containsExactly("server.port", "server.auth.enabled", "server.auth.tokens", "LLM.gpt-4\\.1.model_name", "empty", "none");
    }

    @Test
    void whatLiesAboveReplacesValueByValueAndAnExplicitNullErasesOnlyInAnEdit() {
        SettingsTree upper = tree("{server: {port: null, auth: {tokens: [c]}}, LLM: gone, added: 1}");
        SettingsTree over = TREE.overlaidBy(upper);
        assertThat(over.at("server.port")).contains(8000);
        assertThat(over.at("server.auth.tokens")).as("lists are replaced, not joined").contains(List.of("c"));
        assertThat(over.at("server.auth.enabled")).contains(true);
        assertThat(over.at("LLM")).contains("gone");
        assertThat(TREE.editedBy(upper).at("server.port")).isEmpty();
        assertThat(TREE.at("server.port")).as("a tree never changes").contains(8000);
    }

    @Test
    void aKeyIsSetAndTakenAwayWithoutLeavingTracesOfWhatWasNotThere() {
        assertThat(TREE.with("server.auth.enabled", false).at("server.auth.enabled")).contains(false);
        assertThat(TREE.with("a.b.c", 1).at("a.b.c")).contains(1);
        assertThat(TREE.with("server.port.inner", 1).at("server.port")).as("a scalar gives way to a map").contains(Map.of("inner", 1));
        assertThat(TREE.with("absent.key", null)).isEqualTo(TREE);
        assertThat(TREE.with("server.port", null).section("server")).containsOnlyKeys("auth");
        assertThat(SettingsTree.ofDotted(new TreeMap<>(Map.of("a.b", 1, "a.c", 2, "d", 3))).root()).isEqualTo(Map.of("a", Map.of("b", 1, "c", 2), "d", 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a, b]", "text", "42", "true", "2026-11-29"})
    void aFileThatIsNoMapIsRefused(String yaml) {
        assertThatThrownBy(() -> tree(yaml)).isInstanceOf(IllegalArgumentException.class).hasMessage("the file is not a map of keys and values");
    }

    @Test
    void aTreeIsCopiedSoThatSharedPartsCannotGrowWithoutEnd() {
        Map<String, Object> inner = new HashMap<>(Map.of("a", 1));
        SettingsTree copy = SettingsTree.copyOf(Map.of("x", inner, "y", inner));
        inner.put("a", 2);
        assertThat(copy.at("x.a")).contains(1);
        Map<String, Object> recursive = new HashMap<>();
        recursive.put("self", recursive);
        assertThatThrownBy(() -> SettingsTree.copyOf(recursive)).isInstanceOf(IllegalArgumentException.class);
        Object bomb = "x";
        for (int i = 0; i < 30; i++) {
            bomb = List.of(bomb, bomb);
        }
        Object doubling = bomb;
        assertThatThrownBy(() -> SettingsTree.copyOf(Map.of("bomb", doubling))).isInstanceOf(IllegalArgumentException.class);
        assertThat(SettingsTree.copyOf(null)).isEqualTo(SettingsTree.EMPTY);
    }

    @Test
    void keysThatAreNoTextsAreReadAsTexts() {
        assertThat(tree("{1: a, true: b, 2.5: c}").root()).containsOnlyKeys("1", "true", "2.5");
    }

    private static SettingsTree tree(String yaml) {
        return SettingsTree.copyOf(YamlFile.yaml().load(yaml));
    }
}
