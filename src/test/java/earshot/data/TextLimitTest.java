package earshot.data;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextLimitTest {
    private static final String SMILE = "\uD83D\uDE00";

    @ParameterizedTest
    @CsvSource({"'', ''", "abcd, abcd", "abcde, abc…", "ab😀, ab😀", "ab😀d, ab…", "abc😀, abc…", "预算评审会, 预算评…"})
    void theBeginOfALongTextIsKeptAndNoCharacterIsCutInTwo(String text, String cut) {
        assertThat(TextLimit.cut(text, 4)).isEqualTo(cut);
        assertThat(TextLimit.cut(cut, 4)).as("once more").isEqualTo(cut);
    }

    @Test
    void noProblemEndsWithHalfACharacter() {
        for (int length = 0; length < 3; length++) {
            String text = "x".repeat(length) + SMILE.repeat(5_000);
            assertThat(Problem.of(ProblemCode.STORE_FAILED, text).args().getFirst()).endsWith("…").doesNotContainPattern("[\uD800-\uDBFF](?![\uDC00-\uDFFF])");
        }
    }
}
