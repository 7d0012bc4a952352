package earshot.ui.meetings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchHighlighterTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Budget and budgets|budget|[Budget] and [budget]s", "a b c|b|a [b] c", "aaaa|aa|[aaaa]", "abcd|bc abc|[abc]d", "one two|two one|[one] [two]",
        "预算会议|会议|预算[会议]",
        "nothing|else|nothing", "nothing|''|nothing", "''|a|''", "a.b|.|a[.]b", "ab|a b|[ab]"})
    void eachMatchIsMarkedOnce(String text, String words, String marked) {
        assertThat(mark(text, words)).isEqualTo(marked);
    }

    @ParameterizedTest
    @CsvSource({"İstanbul, i, [İ]stanbul", "İİİ abc, abc, İİİ [abc]", "ΟΔΟΣ, οδοσ, [ΟΔΟΣ]", "STRASSE, strasse, [STRASSE]"})
    void aTextWithOddLettersIsMarkedAtTheRightPositions(String text, String words, String marked) {
        assertThat(mark(text, words)).isEqualTo(marked);
    }

    private static String mark(String text, String words) {
        StringBuilder out = new StringBuilder(text);
        for (int[] span : SearchHighlighter.spans(text, words).reversed()) {
            out.insert(span[1], ']').insert(span[0], '[');
        }
        return out.chars().mapToObj(Character::toString).collect(Collectors.joining());
    }
}
