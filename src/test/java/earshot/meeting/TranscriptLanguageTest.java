package earshot.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptLanguageTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        hello there                  | EN
        我们开始吧                     | ZH
        把 deploy pipeline 改一下     | ZH
        abcdefghi 字                 | ZH
        abcdefghij 字                | EN
        12:30, 50 % !?               | EN
        Привет                       | EN
        𠮷                           | ZH""")
    void aTenthOfChineseCharactersMakesATranscriptChinese(String text, TranscriptLanguage language) {
        assertThat(TranscriptLanguage.of(Stream.of(text))).isEqualTo(language);
    }

    @Test
    void allSentencesCountTogether() {
        assertThat(TranscriptLanguage.of(Stream.of("好", "abcdefghi"))).isEqualTo(TranscriptLanguage.ZH);
        assertThat(TranscriptLanguage.of(Stream.of("好", "abcdefghi", "j"))).isEqualTo(TranscriptLanguage.EN);
        assertThat(TranscriptLanguage.of(Stream.of())).isEqualTo(TranscriptLanguage.EN);
    }

    @Test
    void theCodesAreThoseOfTheSettings() {
        assertThat(Stream.of(TranscriptLanguage.values()).map(TranscriptLanguage::code)).containsExactly("zh", "en");
    }
}
