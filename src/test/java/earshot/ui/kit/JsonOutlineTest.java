package earshot.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("U26: JSON is shown line by line, folds, and is found and copied in parts")
class JsonOutlineTest {
    private static final String CALL = "{\"type\":\"mcp\",\"params\":{\"tools\":[{\"name\":\"音量\"},{\"max size\":1.50}],\"empty\":{}},\"ok\":true,\"ok\":null}";

    private final JsonOutline call = JsonOutline.of(CALL).orElseThrow();

    @Test
    void eachValueHasALineAndAnEndWhereItIsNotEmpty() {
        assertThat(call.text(0)).isEqualTo("""
            {
              "type": "mcp",
              "params": {
                "tools": [
                  {
                    "name": "音量"
                  },
                  {
                    "max size": 1.50
                  }
                ],
                "empty": {}
              },
              "ok": true,
              "ok": null
            }""");
        assertThat(JsonOutline.of(call.text(0))).contains(call);
        assertThat(call.line(2).children()).isEqualTo(2);
    }

    @Test
    void aPartIsCopiedWithoutItsNameAndHasAPath() {
        int size = call.find("max", 0, true);
        assertThat(call.text(size)).isEqualTo("1.50");
        assertThat(call.path(size)).isEqualTo("$.params.tools[1][\"max size\"]");
        assertThat(call.text(call.parent(size))).isEqualTo("{\n  \"max size\": 1.50\n}");
        assertThat(call.path(0)).isEqualTo("$");
    }

    @Test
    void searchingGoesRoundBothWaysAndFindsNamesAndValues() {
        assertThat(call.path(call.find("音量", 0, true))).isEqualTo("$.params.tools[0].name");
        int first = call.find("OK", 0, true);
        int second = call.find("ok", first + 1, true);
        assertThat(call.line(second).value()).isEqualTo("null");
        assertThat(call.find("ok", second + 1, true)).isEqualTo(first);
        assertThat(call.find("ok", first - 1, false)).isEqualTo(second);
        assertThat(call.find("nowhere", 0, true)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "{\"a\":1", "{\"a\":1}}", "[1] [2]", "{a:1}", "[NaN]"})
    void whatIsNoJsonStaysText(String text) {
        assertThat(JsonOutline.of(text)).isEmpty();
    }

    @Test
    void whatIsTooDeepOrTooLongStaysText() {
        assertThat(JsonOutline.of("[".repeat(1_001) + "]".repeat(1_001))).isEmpty();
        assertThat(JsonOutline.of("[".repeat(1_000) + "]".repeat(1_000)).orElseThrow().lines()).hasSize(1_999);
        assertThat(JsonOutline.of("[\"" + "x".repeat(JsonOutline.MAX_CHARS) + "\"]")).isEmpty();
    }

    @Test
    void aFoldedValueIsOneLineAndWhatIsFoundInItIsUnfolded() {
        JsonFolding folding = new JsonFolding(call);
        assertThat(folding.shown()).hasSize(call.lines().size());
        assertThat(folding.fold(2, true)).isTrue();
        assertThat(folding.fold(1, true)).as("a text does not fold").isFalse();
        assertThat(folding.shown()).containsExactly(0, 1, 2, call.line(2).end() + 1, call.line(2).end() + 2, call.line(0).end());
        folding.foldAll(true);
        folding.reveal(call.find("音量", 0, true));
        assertThat(folding.shown()).contains(call.find("音量", 0, true)).doesNotContain(call.find("max", 0, true));
        folding.foldAll(false);
        assertThat(folding.shown()).hasSize(call.lines().size());
    }

    @Test
    void ofManyLinesOnlyTheOutermostAreUnfoldedAtFirst() {
        String row = "{\"a\":[1,2,3]}";
        JsonFolding folding = new JsonFolding(JsonOutline.of("[" + String.join(",", Collections.nCopies(500, row)) + "]").orElseThrow());
        assertThat(folding.shown()).hasSize(2 + 500 * 3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        7                            | 1 | $
        "a"                          | 1 | $
        null                         | 1 | $
        {}                           | 1 | $
        []                           | 1 | $
        [[],{}]                      | 4 | $[1]
        [[1],[2]]                    | 8 | $[1][0]
        {"a":{"b":[0,{"c":1}]}}      | 10 | $.a.b[1].c
        {"a b":{"1":2}}              | 5 | $["a b"]["1"]
        {"":{"\u00e9":2}}            | 5 | $[""]["é"]""")
    void everyValueHasItsPathAndTheWholeItsText(String json, int lines, String lastValue) {
        JsonOutline outline = JsonOutline.of(json).orElseThrow();
        assertThat(outline.lines()).hasSize(lines);
        int last = IntStream.range(0, lines).filter(i -> outline.line(i).kind() != JsonOutline.NodeKind.END).max().orElseThrow();
        assertThat(outline.path(last)).isEqualTo(lastValue);
        assertThat(JsonOutline.of(outline.text(0))).as("what is copied reads as the same").contains(outline);
    }

    @Test
    void whatIsWrittenIsShownInItsOwnDigitsAndSigns() {
        JsonOutline outline = JsonOutline.of("[1.50,-0,1e400,12345678901234567890,\"a\\n\\\"\\u0007\"]").orElseThrow();
        assertThat(outline.lines().stream().map(JsonOutline.Line::shown)).containsExactly("[", "1.50", "-0", "1e400", "12345678901234567890",
            "\"a\\n\\\"\\u0007\"", "]");
        assertThat(IntStream.range(0, 7).filter(outline::commaAfter).boxed()).as("behind all values but the last").containsExactly(1, 2, 3, 4);
    }

    @Test
    void anOutermostValueUnfoldsAndWhatDoesNotFoldStays() {
        JsonFolding folding = new JsonFolding(call);
        assertThat(folding.fold(0, true)).isTrue();
        assertThat(folding.shown()).containsExactly(0);
        assertThat(folding.fold(0, true)).as("it is folded already").isFalse();
        folding.foldAll(true);
        assertThat(folding.shown()).as("all but the outermost").startsWith(0, 1, 2).doesNotContain(3);
        assertThat(folding.fold(call.find("empty", 0, true), true)).as("what is empty has nothing to fold").isFalse();
    }
}
