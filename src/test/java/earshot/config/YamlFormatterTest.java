package earshot.config;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlFormatterTest {
    @ParameterizedTest
    @ValueSource(strings = { "yes", "no", "on", "off", "true", "null", "~", "", " ", "1", "1.5", "0x1F", "1e3", "0o7", ".inf", "2026-11-29", "12:30:45", "- a",
        "a: b", "a #b", "#", "*a", "&a", "!a", "%a", "@a", "`a`", "'", "\"", "[", "]", "{}", "a,b",
        "? a", "| a", "> a", "\\", "a\nb", "a\tb", "\r", "\u0000", "\u001b[31m", "\u0085", "\u00a0", "\u2028", "\ufeff", "\ud800", "\uffff", "😀", "中文", "a b",
        " a", "a ", "http://h:1/p?q=1&r#s", "C:\\dir", "a:b", "a:", "-", "---", "..." })
    void anyTextReadsBackAsThatText(String text) {
        assertThat(YamlFile.yaml().<Object>load("k: " + YamlFormatter.scalar(text))).isEqualTo(Map.of("k", text));
        assertThat(YamlFile.yaml().<Object>load("k: " + YamlFormatter.inline(List.of(text, Map.of(text, text)))))
            .isEqualTo(Map.of("k", List.of(text, Map.of(text, text))));
        assertThat(YamlFormatter.scalar(text)).as("one line, whatever it is").doesNotContain("\n", "\r", "\u0085", "\u2028");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "two words", "gpt-4o-mini", "ws://192.168.1.5:8000/xiaozhi/v1/", "/dev/null", "中文", "a_b.c+d@e"})
    void whatIsUnambiguousIsWrittenPlain(String text) {
        assertThat(YamlFormatter.scalar(text)).isEqualTo(text);
    }

    @Test
    void treesOfAnyShapeReadBack() {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            Map<String, Object> map = map(random, 0);
            String text = String.join("\n", YamlFormatter.lines(map, 0));
            assertThat(YamlFormatter.sorted(YamlFile.yaml().load(text))).as(text).isEqualTo(YamlFormatter.sorted(map));
        }
    }

    @Test
    void aKeyOfSeveralNamesIsNested() {
        assertThat(YamlFormatter.block(List.of("a", "b: c", "d"), List.of(1, "x"), 2)).containsExactly("  a:", "    \"b: c\":", "      d:", "        - 1",
            "        - x");
        assertThat(YamlFormatter.block(List.of("a"), Map.of(), 0)).containsExactly("a: {}");
        assertThat(YamlFormatter.scalar(SettingsTree.EXPLICIT_NULL)).isEqualTo("null");
    }

    @Test
    void treesAreComparedWithoutRegardToOrderAndToWhatIsEmpty() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("b", 1);
        one.put("a", Map.of());
        one.put("c", null);
        assertThat(YamlFormatter.sorted(one)).isEqualTo(YamlFormatter.sorted(Map.of("b", 1L)));
        assertThat(YamlFormatter.sorted(Map.of("b", "1"))).as("a text is no number").isEqualTo(Map.of("b", "1"));
        assertThat(YamlFormatter.sorted(List.of(2, 1))).as("the order of a list counts").isNotEqualTo(YamlFormatter.sorted(List.of(1, 2)));
    }

    private static Map<String, Object> map(Random random, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            map.put(text(random) + i, switch (random.nextInt(depth > 3 ? 4 : 6)) {
                case 0 -> random.nextInt();
                case 1 -> random.nextBoolean();
                case 2 -> text(random);
                case 3 -> List.of(text(random), random.nextInt(9), List.of(text(random)), Map.of(text(random), text(random)));
                default -> map(random, depth + 1);
            });
        }
        return map;
    }

    private static String text(Random random) {
        String alphabet = "ab :#-{}[]\"'\\\n\t,&*!|>%@`?~中\u00a0=";
        return random.ints(random.nextInt(6), 0, alphabet.length()).mapToObj(i -> alphabet.substring(i, i + 1)).collect(Collectors.joining());
    }
}
