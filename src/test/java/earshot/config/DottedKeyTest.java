package earshot.config;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DottedKeyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "LLM|gpt-4.1|model_name|LLM.gpt-4\\.1.model_name", "a|b.c.d|e|a.b\\.c\\.d.e", "a|b\\c|d|a.b\\\\c.d",
        "a|\\.|b|a.\\\\\\..b" })
    void aDotWithinANameIsNoBorder(String first, String second, String third, String key) {
        assertThat(DottedKey.of(first, second, third)).isEqualTo(key);
        assertThat(DottedKey.names(key)).containsExactly(first, second, third);
    }

    @Test
    void whateverTheNamesAreTheyReadBack() {
        Random random = new Random(11);
        String alphabet = ".\\a中 ";
        for (int round = 0; round < 5_000; round++) {
            List<String> names = IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(_ -> random.ints(random.nextInt(6), 0, alphabet.length()).mapToObj(i -> alphabet.substring(i, i + 1)).collect(Collectors.joining()))
                .toList();
            assertThat(DottedKey.names(DottedKey.of(names))).isEqualTo(names);
        }
    }

    @Test
    void aBackslashBeforeAnythingElseIsItself() {
        assertThat(DottedKey.names("a\\b.c\\")).containsExactly("a\\b", "c\\");
        assertThat(DottedKey.names("")).containsExactly("");
        assertThat(DottedKey.names("..")).containsExactly("", "", "");
    }
}
