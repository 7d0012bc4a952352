package earshot.meeting.live;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.meeting.SummarySettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The steps that a received text passes, one by one.
class SnippetIntakeTest {
    @ParameterizedTest
    @ValueSource(strings = {"{}", "\"text\"", "null", "[1]", "[{}]", "[{\"tag\":\"a\"}]", "[{\"text\":\"a\"}]", "[{\"tag\":1,\"text\":\"a\"}]",
        "[{\"tag\":\"a\",\"text\":\"b\"},{\"tag\":\"a\",\"text\":null}]"})
    void itemsThatTheProtocolDoesNotHaveAreNotTaken(String json) throws Exception {
        assertThat(SnippetItem.read(JSON.readTree(json))).isEmpty();
    }

    @Test
    void aTextIsCutAtTwoKilobytesAndNeverWithinACharacter() throws Exception {
        for (String character : new String[] {"a", "é", "会", "😀"}) {
            for (int offset = 0; offset < 4; offset++) {
                String cut = SnippetItem.truncate("x".repeat(offset) + character.repeat(3_000), SnippetItem.MAX_TEXT_BYTES);
                byte[] bytes = cut.getBytes(StandardCharsets.UTF_8);
                assertThat(bytes.length).isBetween(SnippetItem.MAX_TEXT_BYTES - 3, SnippetItem.MAX_TEXT_BYTES);
                assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(cut).doesNotContain("\ufffd", "?");
            }
        }
        assertThat(SnippetItem.truncate("会议", 6)).isEqualTo("会议");
    }

    @Test
    void fewerThanTenMessagesASecondAreTaken() {
        SnippetRateLimiter rate = new SnippetRateLimiter(0);
        long second = SnippetRateLimiter.WINDOW.toNanos();
        for (int i = 0; i < 9; i++) {
            assertThat(rate.tryAcquire(1, i * 1_000_000L)).isTrue();
        }
        assertThat(rate.tryAcquire(1, 500_000_000L)).isFalse();
        assertThat(rate.tryAcquire(1, second - 1)).isFalse();
        assertThat(rate.tryAcquire(1, second)).as("the first one is a second ago").isTrue();
        assertThat(rate.tryAcquire(1, second)).isFalse();
    }

    @Test
    void itemsCountNotOnlyMessages() {
        SnippetRateLimiter rate = new SnippetRateLimiter(0);
        assertThat(rate.tryAcquire(150, 0)).as("what a device kept while it was offline").isTrue();
        assertThat(rate.tryAcquire(60, 0)).isFalse();
        assertThat(rate.tryAcquire(50, 0)).isTrue();
        assertThat(rate.tryAcquire(1, 0)).isFalse();
        assertThat(rate.tryAcquire(60, 1_000_000_000L)).isTrue();
        assertThat(rate.tryAcquire(800, 100_000_000_000L)).as("a message larger than the burst").isTrue();
        assertThat(rate.tryAcquire(1, 109_900_000_000L)).as("600 items take 10 s").isFalse();
        assertThat(rate.tryAcquire(1, 110_000_000_000L)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"9, 0", "10, 1"})
    void whoKeepsToNineASecondIsNotRefusedForArrivingUnevenly(int aSecond, int refusedEachSecond) {
        SnippetRateLimiter rate = new SnippetRateLimiter(0);
        long refused = IntStream.range(0, aSecond * 10)
            .filter(i -> !rate.tryAcquire(1, i * 1_000_000_000L / aSecond + (aSecond == 9 ? i % 2 * 45_000_000L : 0))).count();

        assertThat(refused).isEqualTo(refusedEachSecond * 10L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'  hello   world '| hello world",
        "今 天 我 们 开 会| 今天我们开会",
        "今天，， 我们 。。| 今天，我们。",
        "'，然后呢？？？'| 然后呢？",
        "'hello , world !'| hello, world!",
        "用 Kubernetes 部署| 用 Kubernetes 部署",
        "wait...| wait...",
        "'a\u3000b\tc\nd'| a b c d",
        "'x\u0000\u200by'| xy",
        "' 。 '| ''",
        "-5 .5 3.14| -5 .5 3.14"})
    void whiteSpaceAndMarksArePutRightAndNoWordIs(String text, String cleaned) {
        assertThat(SentenceCleaner.clean(text)).isEqualTo(cleaned);
    }

    @Test
    void termsOfTheIndustryGoBeforeThoseOfTheLanguageAndThoseBeforeTheOnesForAll() {
        Glossary glossary = new Glossary(writing(Optional.empty(), Optional.of("tech"), Map.of(
            "industry:tech", Map.of("k8s", "Kubernetes", "爱朋爱", "API"),
            "industry:law", Map.of("case", "Case"),
            "zh", Map.of("k8s", "wrong", "赛门", "西门"),
            "en", Map.of("gonna", "going to"),
            "*", Map.of("k8s", "worse", "gonna", "wrong", "ear shot", "Earshot", "ear", "Ear"))));

        assertThat(glossary.apply("We're gonna run K8S, not k8st.")).isEqualTo("We're going to run Kubernetes, not k8st.");
        assertThat(glossary.apply("我们用k8s部署爱朋爱，赛门说可以")).isEqualTo("我们用Kubernetes部署API，西门说可以");
        assertThat(glossary.apply("in this case ear shot hears")).isEqualTo("in this case Earshot hears");
    }

    @Test
    void theLanguageInTheSettingsGoesBeforeThatOfTheText() {
        Map<String, Map<String, String>> both = Map.of("fr", Map.of("week end", "week-end"), "en", Map.of("week end", "weekend"));
        assertThat(new Glossary(writing(Optional.of("fr"), Optional.empty(), both)).apply("this week end")).isEqualTo("this week-end");
        assertThat(new Glossary(writing(Optional.empty(), Optional.empty(), both)).apply("this week end")).isEqualTo("this weekend");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Hello, world!| ｈｅｌｌｏ  ＷＯＲＬＤ", "今天我们讨论预算。| 今天我们讨论预算", "“好的”| 好的", "e-mail| email", "Straße| STRASSE", "３．５％| 3.5%", "don’t| DON'T"})
    void theSameWordsAreAlikeHoweverTheyAreWritten(String one, String other) {
        assertThat(NormalizedSentence.of(one).key()).isEqualTo(NormalizedSentence.of(other).key()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "item 12 costs 5| item 13 costs 5", "it is 1.5| it is 15", "minus -5| minus 5", "2-3 weeks| 23 weeks", "we're late| were late", "5%| 5", "C++| C",
        "1、2| 12" })
    void whatMeansSomethingElseIsNotAlike(String one, String other) {
        assertThat(NormalizedSentence.of(one).key()).isNotEqualTo(NormalizedSentence.of(other).key());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"好。| true", "Really?”| true", "好| false", "well...| false", "我们…| false", "first,| false", "'Yes! '| true"})
    void aSentenceIsFinishedWhereItEndsAsSentencesDo(String text, boolean finished) {
        assertThat(NormalizedSentence.of(text).finished()).isEqualTo(finished);
    }

    static SummarySettings writing(Optional<String> language, Optional<String> industry, Map<String, Map<String, String>> terms) {
        return new SummarySettings(language, industry, Optional.empty(), terms, new SummarySettings.Prompts(Optional.empty(), Optional.empty(), Map.of()),
            new SummarySettings.Limits(800, 400, 4_000));
    }
}
