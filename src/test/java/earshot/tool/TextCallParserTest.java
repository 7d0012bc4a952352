package earshot.tool;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.llm.ToolCall;
import earshot.llm.ToolDefinition;
import earshot.proof.CpuCost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What models write when they repeat themselves until they are stopped, and forms of calls with long or many parts.
class TextCallParserTest {
    private static final TextCallParser PARSER = new TextCallParser(List.of(
        new ToolDefinition("set_volume", "sets it", "{\"type\":\"object\",\"properties\":{\"volume\":{\"type\":\"integer\"},\"why\":{\"type\":\"string\"}}}")));
    private static final int LENGTH = 64_000;

    @ParameterizedTest
    @CsvSource(delimiter = '¦', ignoreLeadingAndTrailingWhitespace = false, quoteCharacter = '\0', nullValues = "-", value = {
        "-¦<function=¦-", "<function=x>¦<parameter=¦-", "<function=x>¦<parameter=a>¦-", "<tool_call>x¦<arg_key></arg_key><arg_value>¦-",
        "<tool_call>x¦<arg_key>¦-", "<function=x ¦a¦-", "<function=x b=\"¦ab¦-", "<function=x ¦a=\"¦-",
        "<tool_call>¦a¦-", "<tool_call>x¦a¦!{\"a\":1}", "<tool_call><name>¦a¦-", "<tool_call>¦<name>a ¦-", "<tool_call>¦set_volume(¦-",
        "<tool_call>¦set_volume {¦-", "-¦<set_volume>¦-", "-¦<invoke name=x>¦-", "<tool_call>¦{\"a\":¦-" })
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aTextThatRepeatsItselfCostsLittle(String begin, String part, String end) {
        Duration limit = Duration.ofSeconds(5);
        String text = Objects.requireNonNullElse(begin, "") + part.repeat(LENGTH / part.length()) + Objects.requireNonNullElse(end, "");
        assertThat(CpuCost.least(() -> PARSER.marked(text), limit)).isLessThan(limit);
        assertThat(CpuCost.least(() -> PARSER.unmarked(text), limit)).isLessThan(limit);
    }

    @Test
    void aLongArgumentInAnAttributeIsRead() {
        String why = "so ".repeat(LENGTH / 4).strip();
        assertThat(PARSER.marked("<function=set_volume args='{\"volume\": 3, \"why\": \"" + why + "\"}'/>")).extracting(ToolCall::arguments)
            .containsExactly("{\"volume\":3,\"why\":\"" + why + "\"}");
    }

    @Test
    void anElementIsReadUpToItsLastEnd() {
        assertThat(arguments("<function=set_volume><parameter=volume>3</parameter><parameter=why>a < b</parameter><parameter=volume>cut"))
            .containsExactly("{\"volume\":3,\"why\":\"a < b\"}");
        assertThat(arguments("<tool_call>set_volume<arg_key>volume</arg_key> <arg_value>3</arg_value><arg_key>why</arg_key>"))
            .containsExactly("{\"volume\":3}");
    }

    @Test
    void aListHoldsNoMoreCallsThanAnAnswerMayHave() {
        String call = "{\"name\":\"set_volume\",\"arguments\":{\"volume\":3}}";
        assertThat(PARSER.marked("<tool_call>[" + String.join(",", Collections.nCopies(500, call)) + "]</tool_call>")).hasSize(16);
        assertThat(PARSER.unmarked("[" + String.join(",", Collections.nCopies(3, call)) + "]")).hasSize(3);
    }

    private static List<String> arguments(String text) {
        return PARSER.marked(text).stream().map(ToolCall::arguments).toList();
    }
}
