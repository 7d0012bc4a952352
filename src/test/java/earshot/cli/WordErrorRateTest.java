package earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordErrorRateTest {
    @ParameterizedTest
    @CsvSource({
        "'He was not an ill disposed young man.', 'he was not an ill-disposed young man', 0",
        "'one two three four', 'one three four', 0.25",
        "'one two three four', 'one two two three four', 0.25",
        "'one two three four', 'one too three four', 0.25",
        "'one two', '', 1",
        "'one', 'two three', 2",
        "'', '', 0"})
    void countsWordsToInsertDeleteAndReplaceOverTheWordsSaid(String said, String understood, double expected) {
        assertThat(WordErrorRate.of(said, understood)).isEqualTo(expected);
    }
}
