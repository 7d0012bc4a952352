package earshot.tool;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.llm.ToolDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a call begins in a text that still comes in.
class TextCallPatternTest {
    private static final TextCallPattern PATTERN = new TextCallPattern(Stream.of("lamp", "lamp_off").map(name -> new ToolDefinition(name, "", "{}")).toList());
    private static final TextCallPattern WITHOUT_TOOLS = new TextCallPattern(List.of());

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '~', textBlock = """
        <tool_call>{        ¦ 10
        <ToolCalls>         ¦ 10
        <function=lamp>     ¦ 10
        <x:tool_use >       ¦ 11
        [TOOL_CALLS] [      ¦ 12
        <tool_ca            ¦ -1
        [tool               ¦ -1
        <                   ¦ -1
        <b>bold</b>         ¦ 0
        <tool_caller>       ¦ 0
        tool_call           ¦ 0
        [toolbox]           ¦ 0""")
    void aMarkIsKnownAsSoonAsItIsThere(String text, int length) {
        assertThat(TextCallPattern.mark(text, 0)).isEqualTo(length);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '~', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
        ```json {¦8
        工具调用：lamp¦5
        **Action**: lamp¦12
        result = lamp(¦9
        @lamp(¦1
        ```¦-1
        Tool call¦-1
        hello lamp(¦0
        actually, no¦0""")
    void bracketsAndLabelsBeforeACallAreKnown(String text, int length) {
        assertThat(TextCallPattern.around(text, 0)).isEqualTo(length);
    }

    @Test
    void aNameCountsWithTheBracketBeforeItsArguments() {
        assertThat(PATTERN.named("lamp_off(1)", 0)).as("the longest name").contains(new TextCallPattern.Named("lamp_off", 8, false));
        assertThat(PATTERN.named("so lamp: {", 3)).contains(new TextCallPattern.Named("lamp", 9, true));
        assertThat(PATTERN.named("lamp\nAction Input: {", 0)).contains(new TextCallPattern.Named("lamp", 19, true));
        for (String none : List.of("lamps(", "lamp-2(", "lamp is on {", "Lamp(", "lamp")) {
            assertThat(PATTERN.named(none, 0)).as(none).isEmpty();
        }
        assertThat(WITHOUT_TOOLS.named("lamp(", 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '~', textBlock = """
        la          ¦ true
        lamp        ¦ true
        lamp:       ¦ true
        lamp_of     ¦ true
        lamb        ¦ false
        lamp shines ¦ false
        lamp(       ¦ false
        x           ¦ false""")
    void aTextThatEndsMayGoOnToAName(String text, boolean more) {
        assertThat(PATTERN.mayBecomeNamed(text, 0)).isEqualTo(more);
    }

    @Test
    void anElementWithTheNameOfAToolGoesToItsEnd() {
        assertThat(PATTERN.elementEnd("<lamp>x</lamp> and", 0)).hasValue(14);
        assertThat(PATTERN.elementEnd("<lamp on=\"1\"/> and", 0)).hasValue(14);
        assertThat(PATTERN.elementEnd("<lamp>x</lamp_off>", 0)).hasValue(TextCallPattern.MORE);
        assertThat(PATTERN.elementEnd("<lam", 0)).hasValue(TextCallPattern.MORE);
        assertThat(PATTERN.elementEnd("<lamb>x</lamb>", 0)).isEmpty();
        assertThat(WITHOUT_TOOLS.elementEnd("<lamp>x</lamp>", 0)).isEmpty();
    }

    @Test
    void aWordBeginsWhereNoneGoesOn() {
        assertThat(IntStream.range(0, 8).mapToObj(at -> PATTERN.beginsWord("a b_c.我d", at))).containsExactly(true, false, true, false, false, false, false,
            true);
    }
}
