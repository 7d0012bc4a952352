package earshot.config;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.config.InputConstraints.InputKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which control a form shows for a setting, and maps that people edit as text.
class InputConstraintsTest {
    @Test
    void everyTypeHasAControlAndNumbersTellTheirRangeInBothLanguages() {
        Map<ValueType, InputKind> kinds = Map.of(new ValueType.Whole(1, 65_535, false), InputKind.NUMBER, new ValueType.Decimal(0.25, 4), InputKind.NUMBER,
            new ValueType.Flag(), InputKind.FLAG, new ValueType.Text(), InputKind.TEXT,
            new ValueType.TextList(), InputKind.TEXT_LIST, new ValueType.Choice(List.of("a", "b")), InputKind.CHOICE, new ValueType.WebSocketUrl(),
            InputKind.TEXT, new ValueType.KeyValueMap(), InputKind.OBJECT, new ValueType.Any(), InputKind.OBJECT);
        kinds.forEach((type, kind) -> assertThat(InputConstraints.of(type).inputKind()).as("%s", type).isEqualTo(kind));
        ValidationResult.Refused range = InputConstraints.of(new ValueType.Decimal(0.25, 4)).range().orElseThrow();
        assertThat(range.text(Locale.ENGLISH)).contains("0.25").contains("4").doesNotContain("4.0");
        assertThat(range.text(Locale.SIMPLIFIED_CHINESE)).contains("0.25").containsPattern("\\p{IsHan}");
        assertThat(InputConstraints.of(new ValueType.Text()).range()).isEmpty();
        assertThat(InputConstraints.of(new ValueType.Choice(List.of("b", "a"))).choices()).containsExactly("b", "a");
    }

    @Test
    void aMapReadsBackAsItWasWhateverItHolds() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("Authorization", "Bearer abc: #1");
        map.put("yes", "no");
        map.put("port", 8_000);
        map.put("nested", Map.of("list", List.of("a", "- b", ""), "on", true));
        map.put("text", "two\nlines");
        String yaml = InputConstraints.objectToYaml(map);
        Map<String, Object> read = InputConstraints.objectFromYaml(yaml).orElseThrow();
        assertThat(InputConstraints.objectToYaml(read)).isEqualTo(yaml);
        assertThat(read).containsEntry("yes", "no").containsEntry("text", "two\nlines").containsEntry("Authorization", "Bearer abc: #1");
        assertThat(InputConstraints.objectToYaml(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "just words", "- a\n- b", "{}", "a: 1\n\tb: 2", "42"})
    void whatIsNoMapWithSomethingInItIsNone(String text) {
        assertThat(InputConstraints.objectFromYaml(text)).isEmpty();
    }
}
