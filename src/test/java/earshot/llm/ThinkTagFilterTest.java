package earshot.llm;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.proof.CpuCost;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThinkTagFilterTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "<think>hm</think>Hello.|Hello.", "<think>a<b</think> \t Hello.|Hello.", "hm</think>Hello.|hmHello.", "Hello <think>no</think>there.|Hello there.", "<think>never closed|",
        "1 < 2.|1 < 2.", "a <thin b.|a <thin b.", "<think>a</think><think>b</think>Hi.|Hi.", "x</think|x</think", "<thinking>aloud.|<thinking>aloud."})
    void reasoningIsRemovedHoweverTheTagsAreSplit(String text, String spoken) {
        for (int size = 1; size <= text.length(); size++) {
            ThinkTagFilter filter = new ThinkTagFilter();
            StringBuilder out = new StringBuilder();
            for (int at = 0; at < text.length(); at += size) {
                out.append(filter.filter(text.substring(at, Math.min(text.length(), at + size))));
            }
            String cut = out.append(filter.flush()).toString();
            assertThat(cut).as("in pieces of " + size).isEqualTo(spoken == null ? "" : spoken);
        }
    }

    @Test
    void whiteSpaceBeforeTheFirstWordIsNotSpoken() {
        ThinkTagFilter filter = new ThinkTagFilter();
        assertThat(filter.filter(" \n")).isEmpty();
        assertThat(filter.filter(" One")).isEqualTo("One");
        assertThat(filter.filter(" two")).isEqualTo(" two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<think>", "</think>", "<think></think>", "<", "</thin", "<think><"})
    void manyTagsCostNoMoreThanTheirLength(String part) {
        Duration limit = Duration.ofMillis(500);
        String text = part.repeat(500_000 / part.length());
        assertThat(CpuCost.least(() -> new ThinkTagFilter().filter(text), limit)).isLessThan(limit);
    }
}
