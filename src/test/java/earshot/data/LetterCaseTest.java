package earshot.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LetterCaseTest {
    @ParameterizedTest
    @CsvSource({ "AbC,abc,ABC", "ÄÖ,äö,ÄÖ", "会议A,会议a,会议A", "ΟΔΟΣ,οδοσ,ΟΔΟΣ", "İ,i,İ", "straße,straße,STRAßE", "'\uD801\uDC00',\uD801\uDC28,\uD801\uDC00",
        "'','',''" })
    void eachLetterChangesByItself(String text, String lower, String upper) {
        assertThat(LetterCase.lower(text)).isEqualTo(lower);
        assertThat(LetterCase.upper(text)).isEqualTo(upper);
    }

    @Test
    void textsThatDifferInCaseAloneAreEqualWhenFolded() {
        assertThat(LetterCase.folded("οδός Σ")).isEqualTo(LetterCase.folded("ΟΔΌΣ ς")).hasSize(6);
        assertThat(LetterCase.folded("OTA")).isEqualTo("ota");
    }

    /// The JDK takes minutes for these.
    @ParameterizedTest
    @ValueSource(strings = {"Σ", "aΣ", "Σ'", "İ", "ß", "ﬃ"})
    void longTextsOfOddLettersAreReadInOnePass(String letters) {
        String text = letters.repeat(200_000);
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            assertThat(LetterCase.lower(text)).hasSameSizeAs(text);
            assertThat(LetterCase.upper(text)).hasSameSizeAs(text);
            assertThat(LetterCase.folded(text)).hasSameSizeAs(text);
        });
    }
}
