package earshot.display;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How an answer is laid out on pages.
class AnswerPagesTest {
    /// Of an answer of so many paragraphs, on a screen of so many lines: how many lines each page has.
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "usual", textBlock = """
        1  | usual | 1
        5  | usual | 5
        6  | usual | 5,1
        10 | usual | 5,5
        11 | usual | 5,5
        99 | usual | 5,5
        6  | 40    | 5,1
        4  | 4     | 4
        5  | 4     | 4,1
        9  | 4     | 4,4
        1  | 1     | 1
        2  | 1     | 1,1
        3  | 1     | 1,1""")
    void pagesHaveFiveLinesOrWhatTheScreenHas(int paragraphs, Integer screen, String sizes) {
        List<DisplayPage> pages = pages(numbered(paragraphs), screen == null ? OptionalInt.empty() : OptionalInt.of(screen));
        assertThat(pages.stream().map(page -> String.valueOf(lines(page).size())).collect(Collectors.joining(","))).isEqualTo(sizes);
        List<String> shown = pages.stream().flatMap(page -> lines(page).stream()).toList();
        assertThat(shown.getLast().endsWith("…")).as("says that there is more").isEqualTo(paragraphs > shown.size());
        assertThat(shown).allMatch(line -> PageLineWrapper.width(line) <= Badge.COLUMNS).first().isEqualTo("line 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n \n", "\u0007\u0000"})
    void aBlankAnswerHasNoPage(String answer) {
        assertThat(pages(answer, OptionalInt.empty())).isEmpty();
    }

    @Test
    void pagesAreNumberedAndTheirIdsTellThemApart() {
        assertThat(pages(numbered(6), OptionalInt.empty()))
            .extracting(page -> page.id().orElseThrow(), page -> page.number().orElseThrow(), DisplayPage::name, DisplayPage::title).containsExactly(
                org.assertj.core.groups.Tuple.tuple("f-1", new DisplayPage.PageNumber(1, 2), "dialog.chat", "对话模式"),
                org.assertj.core.groups.Tuple.tuple("f-2", new DisplayPage.PageNumber(2, 2), "dialog.chat", "对话模式"));
        assertThat(pages("one", OptionalInt.empty())).extracting(page -> page.id().orElseThrow()).as("one alone keeps its name").containsExactly("f");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        full of narrow letters      | x  | 39
        full of wide letters        | 天 | 19
        full of letters of two parts| 😀 | 19""")
    void theSignOfMoreTakesTheRoomOfWholeLetters(String what, String letter, int kept) {
        List<DisplayPage> pages = pages(letter.repeat(500), OptionalInt.of(1));
        assertThat(lines(pages.getLast())).as(what).containsExactly(letter.repeat(kept) + "…");
    }

    @Test
    void whatControlsAScreenIsNoPartOfAnAnswer() {
        assertThat(lines(pages("\u001b[2Jred\ttea\r\nhot", OptionalInt.empty()).getFirst())).containsExactly("[2Jred tea", "hot");
    }

    private static String numbered(int paragraphs) {
        return IntStream.rangeClosed(1, paragraphs).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
    }

    private static List<DisplayPage> pages(String answer, OptionalInt lines) {
        return AnswerPages.of(answer, "f", new Badge(Optional.empty(), Optional.empty(), lines));
    }

    private static List<String> lines(DisplayPage page) {
        return ((DisplayPage.Body.Lines) page.body()).items();
    }
}
