package earshot.ui.meetings;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextWrapperTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "one two three|7|one two/three", "one two three|100|one two three", "one  two|3|one/two", "onetwothree|4|onet/woth/ree", "a longword b|5|a/longw/ord b",
        "''|5|''", "'   '|2|''" })
    void linesBreakAfterBlanksAndLongWordsAnywhere(String text, int width, String lines) {
        assertThat(String.join("/", wrap(text, width))).isEqualTo(lines);
    }

    @ParameterizedTest
    @CsvSource({"我们先看上周的问题, 4, 我们先看/上周的问/题", "我们先，看上, 4, 我们先，/看上", "我们先看。上, 4, 我们先/看。上", "周五（下午）开会, 6, 周五（下午）/开会", "用AI开会, 3, 用AI/开会", "见AB, 2, 见/AB"})
    void chineseBreaksBetweenCharactersButNotBeforeClosingPunctuation(String text, int width, String lines) {
        assertThat(String.join("/", wrap(text, width))).isEqualTo(lines);
    }

    @Test
    void aCharacterBeyondTheBasicPlaneIsNotSplit() {
        assertThat(wrap("😀😀😀", 1)).containsExactly("😀", "😀", "😀");
        assertThat(wrap("𠮷𠮷𠮷", 2)).containsExactly("𠮷𠮷", "𠮷");
    }

    @Test
    void aLineThatIsTooNarrowStillHoldsOneCharacter() {
        assertThat(TextWrapper.wrap("abc", 0.5, _ -> 1)).containsExactly("a", "b", "c");
    }

    @Test
    void nothingIsLostAndNoLineIsTooWide() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append("ab 我们，. ".charAt(random.nextInt(8)));
            }
            int width = 3 + random.nextInt(10);
            List<String> lines = wrap(text.toString(), width);
            assertThat(String.join("", lines).replace(" ", "")).as(text.toString()).isEqualTo(text.toString().replace(" ", ""));
            assertThat(lines).as(text.toString()).isNotEmpty().allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
        }
    }

    private static List<String> wrap(String text, double width) {
        return TextWrapper.wrap(text, width, _ -> 1);
    }
}
