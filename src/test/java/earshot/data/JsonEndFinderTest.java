package earshot.data;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonEndFinderTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "{} and more|2", "[1,[2],{\"a\":[3]}]x|17", "{\"a\":\"}\"}|9", "{\"a\":\"\\\"}\"}|11", "{\"a\":\"\\\\\"}|10", "[)(]|4", "{\"a\":[1}]|9"})
    void theEndIsFoundWhereverTheTextIsCut(String text, int end) {
        for (int cut = 0; cut <= text.length(); cut++) {
            JsonEndFinder finder = new JsonEndFinder();
            OptionalInt first = finder.end(text.substring(0, cut), 0);
            assertThat(first.isPresent()).as("within the first %d", cut).isEqualTo(cut >= end);
            assertThat(first.isPresent() ? first.getAsInt() : cut + finder.end(text.substring(cut), 0).orElseThrow()).isEqualTo(end);
        }
    }

    @Test
    void anApostropheIsATextOnlyWhereModelsWriteLikePython() {
        String python = "{'a': '}'}";
        assertThat(JsonEndFinder.withSingleQuotes().end(python, 0)).hasValue(python.length());
        assertThat(new JsonEndFinder().end(python, 0)).hasValue(python.length() - 2);
        assertThat(new JsonEndFinder().end("{\"a\":\"it's\"}", 0)).hasValue(12);
        assertThat(JsonEndFinder.withSingleQuotes().end("{\"a\":\"it's\"}", 0)).as("within the other quotes").hasValue(12);
    }

    @Test
    void whatIsBeforeTheIndexDoesNotCount() {
        assertThat(new JsonEndFinder().end("}]{\"a\":1}", 2)).hasValue(9);
    }
}
