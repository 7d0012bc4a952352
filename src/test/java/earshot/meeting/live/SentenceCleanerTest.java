package earshot.meeting.live;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.proof.CpuCost;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How recognized sentences are cleaned, and how fast a connection may send them.
class SentenceCleanerTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "我 们 先 看 预 算|我们先看预算", "用 AI 开 会|用 AI 开会", "好 ， 下 一 个 。|好，下一个。", "Friday ,  then|Friday, then", "Really ? !|Really?!", "好，，，的|好，的", "what???|what?",
        "，好的|好的", "... well|... well",
        ", ; well|well", "pi is 3 ,5|pi is 3 ,5", "a\u200bb\u0007c|abc", "a\u3000b\u00a0c|a b c", "カ タ カ ナ|カタカナ"})
    void spacesAndPunctuationChangeAndNoWordDoes(String text, String cleaned) {
        assertThat(SentenceCleaner.clean(text)).isEqualTo(cleaned);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\n\t", "，。！", ", ;", "\u200b"})
    void whereNothingIsLeftTheTextIsEmpty(String text) {
        assertThat(SentenceCleaner.clean(text)).isEmpty();
    }

    @Test
    void lineEndsBecomeOneSpace() {
        assertThat(SentenceCleaner.clean(" one\r\n\n two\tthree ")).isEqualTo("one two three");
    }

    @Test
    void anEmojiOfSeveralCharactersStaysWhole() {
        assertThat(SentenceCleaner.clean("a 👩‍💻 b")).isEqualTo("a 👩‍💻 b");
    }

    @Test
    void cleaningTwiceChangesNothingMore() {
        for (String text : new String[] {"好 ， ， 的 ! !", "a , , b", "？ ？ 好", "1 ， 2 ; ; 3"}) {
            String once = SentenceCleaner.clean(text);
            assertThat(SentenceCleaner.clean(once)).isEqualTo(once);
        }
    }

    @Test
    void tenMessagesInASecondAreOneTooMany() {
        SnippetRateLimiter limiter = new SnippetRateLimiter(0);
        for (int message = 0; message < 9; message++) {
            assertThat(limiter.tryAcquire(1, millis(message))).isTrue();
        }
        assertThat(limiter.tryAcquire(1, millis(9))).isFalse();
        assertThat(limiter.tryAcquire(1, millis(949))).isFalse();
        assertThat(limiter.tryAcquire(1, millis(950))).as("the first one left the window").isTrue();
        assertThat(limiter.tryAcquire(1, millis(950))).isFalse();
    }

    @Test
    void nineMessagesASecondAreNeverRefusedAndTenOftenAre() {
        SnippetRateLimiter nine = new SnippetRateLimiter(0);
        SnippetRateLimiter ten = new SnippetRateLimiter(0);
        int refused = 0;
        for (int message = 0; message < 900; message++) {
            assertThat(nine.tryAcquire(1, millis(message * 1_000L / 9))).isTrue();
            refused += ten.tryAcquire(1, millis(message * 94L)) ? 0 : 1;
        }
        assertThat(refused).isPositive();
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    @ParameterizedTest
    @ValueSource(strings = {"。", "。 ", "，, ", "吧", "\u0316\u0300", "a。。"})
    void aLongRunNeitherOverflowsTheStackNorCostsMoreThanItsLength(String part) {
        Duration limit = Duration.ofMillis(500);
        String text = part.repeat(100_000 / part.length());
        assertThat(CpuCost.least(() -> SentenceCleaner.clean(text), limit)).isLessThan(limit);
    }
}
