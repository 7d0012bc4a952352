package earshot.meeting.live;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.meeting.SummarySettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Terms that are put right, and words that only look like them.
class MeetingGlossaryTest {
    private static final SummarySettings.Limits LIMITS = new SummarySettings.Limits(800, 400, 4_000);

    @ParameterizedTest
    @CsvSource({ "ear shot, Earshot", "EAR SHOT, Earshot", "near shot, near shot", "ear shots, ear shots", "the (ear shot)., the (Earshot).",
        "ear shot2, ear shot2", "ear_shot, ear_shot", "Ear shot和ear shot, Earshot和Earshot" })
    void aTermIsAWholeWordInAnyCase(String heard, String right) {
        assertThat(glossary("", Map.of("*", Map.of("ear shot", "Earshot"))).apply(heard)).isEqualTo(right);
    }

    @ParameterizedTest
    @CsvSource({ "5 \u00b5m, 5 micrometre", "5 \u03bcm, 5 micrometre", "5 \u039cM, 5 micrometre", "\u03bb\u03bf\u03b3\u03bf\u03c2, word",
        "\u039b\u039f\u0393\u039f\u03a3, word", "cla\u017fs, Class", "\u212aelvin, Kelvin" })
    void lettersOfWhichThereAreSeveralAreTheSame(String heard, String right) {
        Map<String, String> terms = Map.of("\u00b5m", "micrometre", "\u039b\u039f\u0393\u039f\u03a3", "word", "class", "Class", "kelvin", "Kelvin");
        assertThat(glossary("", Map.of("*", terms)).apply(heard)).isEqualTo(right);
    }

    @ParameterizedTest
    @CsvSource({"café caf, café CAF", "darüber über, darüber Über", "overá á, overá Á", "дело ело, дело Ело"})
    void wordsAreWholeInEveryLanguageThatSeparatesThem(String heard, String right) {
        assertThat(glossary("", Map.of("*", Map.of("caf", "CAF", "über", "Über", "á", "Á", "ело", "Ело"))).apply(heard)).isEqualTo(right);
    }

    @Test
    void theLongestTermWinsAndWhatWasPutRightIsNotLookedAtAgain() {
        Map<String, String> terms = Map.of("new york", "NYC", "york", "York", "nyc", "wrong", "new york times", "the Times");
        assertThat(glossary("", Map.of("*", terms)).apply("new york times in new york and york")).isEqualTo("the Times in NYC and York");
    }

    @Test
    void theIndustryGoesBeforeTheLanguageAndThatBeforeAll() {
        Map<String, Map<String, String>> terms = Map.of("*", Map.of("a1", "all", "b1", "all", "c1", "all"), "en", Map.of("b1", "english", "c1", "english"),
            "industry:tech", Map.of("c1", "tech"));
        assertThat(glossary("tech", terms).apply("a1 b1 c1")).isEqualTo("all english tech");
        assertThat(glossary("law", terms).apply("a1 b1 c1")).isEqualTo("all english english");
    }

    @Test
    void neitherATermNorItsReplacementIsAPattern() {
        assertThat(glossary("", Map.of("*", Map.of("c++", "C++ ($1)", ".net", "\\NET"))).apply("c++ and .net, not xnet"))
            .isEqualTo("C++ ($1) and \\NET, not xnet");
    }

    @Test
    void aChineseTermStandsAnywhereAndABlankOneNowhere() {
        assertThat(glossary("", Map.of("*", Map.of("机器学习", "ML", " ", "x"))).apply("我们的机器学习模型 好")).isEqualTo("我们的ML模型 好");
        assertThat(glossary("", Map.of()).apply("as it is")).isEqualTo("as it is");
    }

    private static Glossary glossary(String industry, Map<String, Map<String, String>> terms) {
        return new Glossary(new SummarySettings(Optional.of("en"), Optional.of(industry).filter(name -> !name.isEmpty()), Optional.empty(), terms,
            new SummarySettings.Prompts(Optional.empty(), Optional.empty(), Map.of()), LIMITS));
    }
}
