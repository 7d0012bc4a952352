package earshot.tool;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.llm.ToolDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Arguments and values as models write them into a text.
class TextArgumentsTest {
    private static final ToolDefinition LAMP = new ToolDefinition("lamp", "",
        "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},\"level\":{\"type\":\"integer\"},\"on\":{\"type\":\"boolean\"}}}");
    private final TextArguments lamp = new TextArguments(Optional.of(LAMP));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "name=\"desk, left\", level=30|{\"name\":\"desk, left\",\"level\":30}", "name: 'it\\'s', on=True|{\"name\":\"it's\",\"on\":true}",
        "\"desk\", 30|{\"name\":\"desk\",\"level\":30}",
        "\"desk\", on=None|{\"name\":\"desk\",\"on\":null}", "{\"level\": 1}|{\"level\":1}", "{'level': 1,}|{\"level\":1}", "level=[1, (2), {\"a\": \"]\"}]|-",
        "level=[1, 2]|{\"level\":[1,2]}", "level = -3.5|{\"level\":-3.5}", "level=30,|{\"level\":30}" })
    void argumentsOfACallAreReadAsInAProgram(String inside, String json) {
        assertThat(lamp.ofCall(inside).map(JsonNode::toString)).isEqualTo(Optional.of(json).filter(text -> !text.equals("-")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"and then it rained", "colour=\"red\"", "\"a\", 1, true, 4", "level=", "level=thirty", "[1]x"})
    void whatIsNoListOfValuesOrNamesWhatTheToolHasNotIsNoCall(String inside) {
        assertThat(lamp.ofCall(inside)).isEmpty();
    }

    @Test
    void emptyBracketsAreACallWithoutArguments() {
        assertThat(lamp.ofCall("  ").orElseThrow()).isEmpty();
        assertThat(new TextArguments(Optional.empty()).ofCall("anything=1").map(JsonNode::toString)).as("nothing is known of the tool")
            .contains("{\"anything\":1}");
        assertThat(new TextArguments(Optional.empty()).ofCall("1")).as("and so no name for it").isEmpty();
        assertThat(new TextArguments(Optional.of(new ToolDefinition("x", "", "no json"))).ofCall("a=1")).isPresent();
    }

    @Test
    void theBracketThatClosesIsNotTheOneWithinATextOrAList() {
        String call = "set(a=\")\", b=[1, (2)], c='\\')') and (more)";
        assertThat(TextArguments.closing(call, 3)).isEqualTo(call.indexOf(" and") - 1);
        assertThat(TextArguments.closing("set(a=\"", 3)).isEqualTo(-1);
        assertThat(TextArguments.closing("set(a='\\", 3)).isEqualTo(-1);
    }

    @Test
    void aTextBetweenTagsStaysATextWhereTheToolWantsOne() {
        assertThat(lamp.ofElement("name", " 30 ").toString()).isEqualTo("\"30\"");
        assertThat(lamp.ofElement("level", " 30 ").toString()).isEqualTo("30");
        assertThat(lamp.ofElement("on", "True").toString()).isEqualTo("true");
        assertThat(lamp.ofElement("level", "about thirty").toString()).isEqualTo("\"about thirty\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "{\"a\":1}|{\"a\":1}", "{'a': True, 'b': None, 'c': False,}|{\"a\":true,\"b\":null,\"c\":false}", "{\"a\": \"True or None\"}|{\"a\":\"True or None\"}",
        "{'a': 'None', \"b\": None}|{\"a\":\"None\",\"b\":null}",
        "[1, 2,]|[1,2]", "\"x\"|\"x\"", "{a: 1}|{\"a\":1}", "-1.5|-1.5"})
    void jsonIsReadAlsoAsPythonWritesIt(String text, String json) {
        assertThat(LooseJson.read(text).map(JsonNode::toString)).contains(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{\"a\":1", "{\"a\":1} and more", "Truely", "[1 2]", "{\"a\":1}{\"b\":2}"})
    void whatIsNeitherIsNone(String text) {
        assertThat(LooseJson.read(text)).isEmpty();
    }
}
