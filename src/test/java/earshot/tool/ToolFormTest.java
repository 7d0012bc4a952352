package earshot.tool;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.tool.ToolField.InputError;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("U48: a form made from the input schema of a tool")
class ToolFormTest {
    private static final String SCHEMA = """
        {"type":"object","required":["text","volume","rooms"],"properties":{
          "text":{"type":"string","minLength":2,"maxLength":5,"description":"what to say"},
          "volume":{"type":"integer","minimum":0,"maximum":100,"default":70},
          "speed":{"type":"number","minimum":0.5,"maximum":2},
          "loud":{"type":"boolean","default":true},
          "theme":{"enum":["light","dark"]},
          "level":{"type":"integer","enum":[1,2,3]},
          "rooms":{"type":"array","items":{"$ref":"#/$defs/room"}},
          "either":{"anyOf":[{"type":"string"},{"type":"object"}]}},
         "$defs":{"room":{"type":"object","required":["name"],"properties":{"name":{"type":"string"},"size":{"type":"integer","minimum":1}}}}}""";
    private static final Map<String, String> RIGHT = Map.of("text", "hello", "volume", "30", "rooms", "[{\"name\":\"hall\",\"size\":4}]");

    @Test
    void eachArgumentGetsTheFieldOfItsTypeWithItsDefault() {
        List<ToolField> fields = ToolForm.of(SCHEMA).fields();
        assertThat(fields).extracting(ToolField::name).containsExactly("text", "volume", "speed", "loud", "theme", "level", "rooms", "either");
        assertThat(fields).extracting(field -> field.kind().getClass().getSimpleName()).containsExactly("Text", "Number", "Number", "Switch", "Choice",
            "Choice", "Json", "Json");
        assertThat(fields).filteredOn(ToolField::required).extracting(ToolField::name).containsExactly("text", "volume", "rooms");
        assertThat(fields).extracting(ToolField::initial).containsExactly("", "70", "", "true", "", "", "", "");
        assertThat(fields.getFirst().description()).isEqualTo("what to say");
    }

    @Test
    void whatIsWrittenAsJsonHasAnExampleOfItsForm() {
        assertThat(ToolForm.of(SCHEMA).fields()).extracting(ToolField::kind).filteredOn(ToolField.Json.class::isInstance)
            .extracting(kind -> ((ToolField.Json) kind).example()).containsExactly("[{\"name\":\"…\",\"size\":1}]", "");
        String loop = "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/a\"}},\"$defs\":{\"a\":{\"type\":\"object\",\"properties\":{\"b\":{\"$ref\":\"#/$defs/a\"},\"on\":{\"type\":\"boolean\"}}}}}";
        assertThat(ToolForm.of(loop).fields()).as("which has no end").extracting(field -> ((ToolField.Json) field.kind()).example())
            .singleElement().asString().startsWith("{\"b\":{\"b\":").endsWith("\"on\":false}");
    }

    @Test
    void whatIsFilledInIsSentInItsTypeAndWhatIsBlankIsLeftOut() {
        Map<String, String> typed = new HashMap<>(RIGHT);
        typed.putAll(Map.of("speed", "1.50", "loud", "false", "theme", "dark", "level", "2", "either", "{\"a\":1}"));
        assertThat(ToolForm.of(SCHEMA).filled(typed)).satisfies(filled -> {
            assertThat(filled.wrong()).isEmpty();
            assertThat(filled.arguments().toString()).isEqualTo(
                "{\"text\":\"hello\",\"volume\":30,\"speed\":1.50,\"loud\":false,\"theme\":\"dark\",\"level\":2,\"rooms\":[{\"name\":\"hall\",\"size\":4}],\"either\":{\"a\":1}}");
        });
        assertThat(ToolForm.of(SCHEMA).filled(RIGHT).arguments().toString())
            .isEqualTo("{\"text\":\"hello\",\"volume\":30,\"rooms\":[{\"name\":\"hall\",\"size\":4}]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "text| |EMPTY|''", "text|h|TOO_SHORT|2", "text|hello!|TOO_LONG|5", "volume|-1|TOO_SMALL|0", "volume|101|TOO_LARGE|100", "volume|3.5|NOT_WHOLE|''",
        "volume|loud|NOT_A_NUMBER|''", "volume|1e999999999|NOT_A_NUMBER|''",
        "volume|１０|NOT_A_NUMBER|''", "speed|0.49|TOO_SMALL|0.5", "loud|yes|NOT_ALLOWED|true, false", "theme|blue|NOT_ALLOWED|light, dark",
        "level|4|NOT_ALLOWED|1, 2, 3", "rooms|{}|WRONG_TYPE|array", "rooms|[{}]|PART_MISSING|[0].name",
        "rooms|[{\"name\":1}]|WRONG_TYPE|[0].name: string", "rooms|[{\"name\":\"a\"},{\"name\":\"b\",\"size\":0}]|TOO_SMALL|[1].size: 1",
        "rooms|[{\"name\":\"a\",\"size\":1.5}]|NOT_WHOLE|'[0].size: '" })
    void whatTheDeviceWouldRefuseIsToldBeforeItIsSent(String field, String typed, InputError error, String detail) {
        Map<String, String> all = new HashMap<>(RIGHT);
        all.put(field, typed == null ? "" : typed);
        assertThat(ToolForm.of(SCHEMA).filled(all).wrong()).containsOnlyKeys(field).containsEntry(field,
            new ToolField.Wrong(error, detail == null ? "" : detail));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[] []", "[{\"name\":\"a\"}", "'a'"})
    void brokenJsonIsToldWithItsPlace(String typed) {
        Map<String, String> all = new HashMap<>(RIGHT);
        all.put("rooms", typed);
        assertThat(ToolForm.of(SCHEMA).filled(all).wrong().get("rooms")).satisfies(wrong -> {
            assertThat(wrong.error()).isEqualTo(InputError.NOT_JSON);
            assertThat(wrong.detail()).matches("(?s).+, 1:\\d+");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"type\":\"object\",\"properties\":[]}", "{\"$ref\":\"#\"}", "not json"})
    void aSchemaThatSaysNothingAsksForNothing(String schema) {
        ToolForm form = ToolForm.of(schema);
        assertThat(form.fields()).isEmpty();
        assertThat(form.filled(Map.of("a", "b"))).isEqualTo(new ToolForm.Filled(form.filled(Map.of()).arguments(), Map.of()));
    }

    @Test
    void aSchemaThatRefersToItselfIsCheckedAsOftenAsAPersonTries() {
        ToolForm form = ToolForm.of(
            "{\"properties\":{\"tree\":{\"$ref\":\"#/$defs/t\"}},\"$defs\":{\"t\":{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},\"child\":{\"$ref\":\"#/$defs/t\"}}}}}");
        for (int i = 0; i < 3_000; i++) {
            assertThat(form.filled(Map.of("tree", "{\"child\":{\"child\":{\"name\":7}}}")).wrong().get("tree"))
                .isEqualTo(new ToolField.Wrong(InputError.WRONG_TYPE, "child.child.name: string"));
        }
    }
}
