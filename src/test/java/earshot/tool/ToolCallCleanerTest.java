package earshot.tool;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.llm.ToolDefinition;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolCallCleanerTest {
    private static final List<ToolDefinition> OFFERED = List.of(new ToolDefinition("set_volume", "", "{}"), new ToolDefinition("a.b", "", "{}"));

    @ParameterizedTest
    @CsvSource({ "set_volume, set_volume", "' set_volume', set_volume", "functions.set_volume, set_volume", "functions.set_volume:0, set_volume",
        "set_volume:12, set_volume", "set_volume<|channel|>commentary, set_volume", "functions.set_volume<|channel|>json, set_volume", "tools:set_volume, set_volume",
        "a.b, a.b", "a.b:1, a.b", "other, other", "functions.other:0, functions.other:0", "'', unnamed" })
    void aNameMeansTheToolThatIsOffered(String written, String name) {
        assertThat(ToolCallCleaner.name(written, OFFERED)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '~', value = { "{\"a\":1}¦{\"a\":1}", "{\"a\":1}0¦{\"a\":1}", "{\"a\":1}00 ¦{\"a\":1}",
        "{\"a\":1}<|im_end|>¦{\"a\":1}", "{\"a\":1}</tool_call>¦{\"a\":1}", "{\"a\":1}<|call|>0¦{\"a\":1}", "{}{\"a\":1}¦{\"a\":1}",
        "{ } {\"a\":\"}\"}<｜end｜>¦{\"a\":\"}\"}", "{\"a\":1}{\"b\":2}¦{\"a\":1}{\"b\":2}", "{\"a\":1} and so on¦{\"a\":1} and so on", "{\"a\":¦{\"a\":",
        "x=1¦x=1", "{}¦{}" })
    void whatFollowsArgumentsIsDroppedWhereNobodyMeantIt(String written, String arguments) {
        assertThat(ToolCallCleaner.arguments(written.replace('0', '\0'))).isEqualTo(arguments);
    }
}
