package earshot.tool;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("badge-protocol sections 5.1 and 5.2: a call that a model wrote into its text")
class TextToolCallTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "<tool_call>{\"name\":\"lamp.set\",\"arguments\":{\"on\":true}}</tool_call>|lamp.set|{\"on\":true}",
        "<tool_call> {\"arguments\":{},\"name\":\"time\"}|time|{}",
        "{\"name\":\"add\",\"arguments\":[1,2]}|add|[1,2]",
        "{\"name\":\"say\",\"arguments\":\"hello\"}|say|\"hello\"",
        "{\"name\":\"none\",\"arguments\":null}|none|null",
        "Sure! {\"name\":\"deep\",\"arguments\":{\"a\":{\"b\":\"}\"}},\"more\":1} done.|deep|{\"a\":{\"b\":\"}\"}}"})
    void whatIsBetweenTheFirstAndTheLastBraceIsTheCall(String text, String name, String arguments) {
        assertThat(TextToolCall.parse(text)).isInstanceOfSatisfying(TextToolCall.Call.class, read -> {
            assertThat(read.call().name()).isEqualTo(name);
            assertThat(read.call().arguments()).isEqualTo(arguments);
            assertThat(read.call().id()).matches("[0-9a-f]{32}");
        });
    }

    @Test
    void aCallMaySpanLines() throws Exception {
        TextToolCall read = TextToolCall.parse("<tool_call>\n{\n \"name\": \"lamp\",\n \"arguments\": {\n \"on\": false }\n}\n");
        assertThat(JSON.readTree(((TextToolCall.Call) read).call().arguments()).path("on").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "I cannot do that.|I cannot do that.|no braces",
        "<tool_call>|<tool_call>|no braces",
        "} or {|} or {|no braces",
        "see {\"arguments\":{}}|{\"arguments\":{}}|no name",
        "see {\"name\":7,\"arguments\":{}}|{\"name\":7,\"arguments\":{}}|no name",
        "see {\"name\":\"lamp\"} there|{\"name\":\"lamp\"}|no arguments"})
    void anythingElseIsSpokenAndSaysWhyItIsNoCall(String text, String answer, String why) {
        assertThat(TextToolCall.parse(text)).isEqualTo(new TextToolCall.Prose(answer, "not a tool call: " + why));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = { "{\"name\":\"lamp\",\"arguments\":{}", "{name:'lamp',arguments:{}}",
        "{\"name\":\"a\",\"arguments\":{}} {\"name\":\"b\",\"arguments\":{}}", "{oops}" })
    void damagedJsonIsProseToo(String text) {
        assertThat(TextToolCall.parse(text)).isInstanceOfSatisfying(TextToolCall.Prose.class,
            prose -> assertThat(prose.why()).startsWith("not a tool call: ").hasSizeGreaterThan(20));
    }

    @Test
    void eachCallHasAnIdOfItsOwn() {
        String text = "{\"name\":\"time\",\"arguments\":{}}";
        assertThat(TextToolCall.parse(text)).isNotEqualTo(TextToolCall.parse(text));
    }
}
