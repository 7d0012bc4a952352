package earshot.meeting.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the search index holds and is asked for.
class SearchTextTest {
    @ParameterizedTest
    @CsvSource({"Budget, budget", "ＢＵＤＧＥＴ, budget", "预算, 预 算", "Q3预算会, q3 预 算 会", "カタカナ, カ タ カ ナ", "회의, 회 의", "Émile, émile", "'a,b', 'a,b'"})
    void eachCharacterOfALanguageWithoutSpacesIsAWord(String text, String indexed) {
        assertThat(SearchText.indexed(text).strip().replaceAll(" +", " ")).isEqualTo(indexed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "budget|\"budget\" *", "Budget Plan|\"budget\" * AND \"plan\" *", "预算|\"预  算\"", "预算 plan|\"预  算\" AND \"plan\" *", "plan\"x|\"plan\" * AND \"x\" *",
        "a-b|\"a-b\" *", "q3预算|\"q3 预  算\"", "c++|\"c++\"" })
    void wordsAreAllWantedAndLettersMayGoOn(String words, String query) {
        assertThat(SearchText.query(words)).contains(query);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\"", "\"\"", "- + *", "。！", "\u0000"})
    void withoutAWordThereIsNothingToSearchFor(String words) {
        assertThat(SearchText.query(words)).isEmpty();
    }
}
