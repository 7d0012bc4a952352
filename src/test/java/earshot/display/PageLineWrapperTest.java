package earshot.display;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class PageLineWrapperTest {
    private final PageLineWrapper wrapper = new PageLineWrapper(40);

    @Test
    void fullWidthCharactersCountTwo() {
        assertThat(wrapper.lines("天".repeat(45), 10)).containsExactly("天".repeat(20), "天".repeat(20), "天".repeat(5));
        assertThat(wrapper.lines("a".repeat(45), 10)).containsExactly("a".repeat(40), "a".repeat(5));
        assertThat(wrapper.lines("a" + "天".repeat(20), 10)).containsExactly("a" + "天".repeat(19), "天");
        assertThat(PageLineWrapper.width("aé天，ｆ한😀e\u0301")).isEqualTo(1 + 1 + 2 + 2 + 2 + 2 + 2 + 1);
    }

    @Test
    void linesEndWhereTheLanguageAllowsIt() {
        assertThat(wrapper.lines("The quick brown fox jumps over the lazy dogs today", 10)).containsExactly("The quick brown fox jumps over the lazy",
            "dogs today");
        assertThat(wrapper.lines("天".repeat(20) + "，好", 10)).as("no comma at the begin of a line").containsExactly("天".repeat(19), "天，好");
        assertThat(wrapper.lines("x".repeat(39) + "😀😀", 10)).as("no half character").containsExactly("x".repeat(39), "😀😀");
    }

    @Test
    void paragraphsBeginLinesOfTheirOwnAndEmptyOnesAreLeftOut() {
        assertThat(wrapper.lines("\n one \n\n  two\n", 10)).containsExactly("one", "two");
        assertThat(wrapper.lines("one\ntwo\nthree", 2)).containsExactly("one", "two");
        assertThat(wrapper.lines(" \n ", 10)).isEmpty();
    }

    @Test
    void aLabelIsRepeatedInEachOfItsLinesAndLeavesAtLeastEight() {
        assertThat(wrapper.lines("天气：" + "晴".repeat(20), 10)).containsExactly("天气：" + "晴".repeat(17), "天气：" + "晴".repeat(3));
        assertThat(wrapper.lines("Monday: " + "a".repeat(40), 10)).containsExactly("Monday: " + "a".repeat(32), "Monday: " + "a".repeat(8));
        assertThat(new PageLineWrapper(10).lines("天气天气：" + "晴".repeat(6), 10)).containsExactly("天气天气：晴晴晴晴", "天气天气：晴晴");
        assertThat(wrapper.lines("http://example.org/" + "a".repeat(30), 10)).allMatch(line -> line.startsWith("http://") == line.contains("example"));
        assertThat(wrapper.lines("At 12:30 or 12：30", 10)).containsExactly("At 12:30 or 12：30");
        assertThat(wrapper.lines("天气：", 10)).containsExactly("天气：");
    }

    @Test
    void ofALongTextOnlyTheLinesThatAreAskedForAreMade() {
        assertThat(wrapper.lines("word ".repeat(500_000), 10)).hasSize(10).allMatch(line -> line.equals("word ".repeat(8).strip()));
    }
}
