package earshot.meeting.archive;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.time.TimeFake;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the search index holds and is asked for, and how often an address may ask.
class SearchTextTest {
    @ParameterizedTest
    @CsvSource({"Budget, budget", "ＢＵＤＧＥＴ, budget", "预算, 预 算", "Q3预算会, q3 预 算 会", "カタカナ, カ タ カ ナ", "회의, 회 의", "Émile, émile", "'a,b', 'a,b'"})
    void eachCharacterOfALanguageWithoutSpacesIsAWord(String text, String indexed) {
        assertThat(SearchText.indexed(text).strip().replaceAll(" +", " ")).isEqualTo(indexed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "budget|\"budget\" *", "Budget Plan|\"budget\" * AND \"plan\" *", "预算|\"预  算\"", "预算 plan|\"预  算\" AND \"plan\" *", "plan\"x|\"plan\" * AND \"x\" *", "a-b|\"a-b\" *", "q3预算|\"q3 预  算\"", "c++|\"c++\""})
    void wordsAreAllWantedAndLettersMayGoOn(String words, String query) {
        assertThat(SearchText.query(words)).contains(query);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\"", "\"\"", "- + *", "。！", "\u0000"})
    void withoutAWordThereIsNothingToSearchFor(String words) {
        assertThat(SearchText.query(words)).isEmpty();
    }

    @Test
    void anAddressMayAskAsOftenAsTheRateAndSavesUpOneSecond() {
        TimeFake time = new TimeFake();
        AddressRateLimiter limiter = new AddressRateLimiter(time);
        assertThat(asked(limiter, "a", 5, 10)).isEqualTo(5);
        assertThat(asked(limiter, "b", 5, 10)).as("each address by itself").isEqualTo(5);
        time.advance(Duration.ofMillis(200));
        assertThat(asked(limiter, "a", 5, 10)).isEqualTo(1);
        time.advance(Duration.ofHours(1));
        assertThat(asked(limiter, "a", 5, 10)).as("silence saves up no more than a second").isEqualTo(5);
        assertThat(asked(limiter, "a", 0, 100)).as("no limit").isEqualTo(100);
    }

    @Test
    void theNumberOfRememberedAddressesIsBounded() {
        AddressRateLimiter limiter = new AddressRateLimiter(new TimeFake());
        for (int address = 0; address < 10_000; address++) {
            assertThat(limiter.allows("10.0." + address / 256 + "." + address % 256, 1)).isTrue();
        }
        assertThat(limiter.remembered()).isEqualTo(4_096);
    }

    private static int asked(AddressRateLimiter limiter, String address, int rate, int times) {
        int allowed = 0;
        for (int i = 0; i < times; i++) {
            allowed += limiter.allows(address, rate) ? 1 : 0;
        }
        return allowed;
    }
}
