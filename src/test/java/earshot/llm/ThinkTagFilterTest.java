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
    @CsvSource(delimiter = '=', quoteCharacter = '\0', value = {
        "<think>hm</think>Hello.=Hello.", "<think>a<b</think> \t Hello.=Hello.", "Hello <think>no</think>there.=Hello there.", "<think>never closed=",
        "1 < 2.=1 < 2.", "a <thin b.=a <thin b.", "<think>a</think><think>b</think>Hi.=Hi.", "x</think=x</think", "<thinking>aloud</thinking>Hi.=Hi.", "<thought>a</thought>⏎⏎Hi.=Hi.",
        "<Think>a</THINK>Hi.=Hi.", "<reasoning>a</reasoning>Hi.=Hi.", "[THINK]a[/THINK]Hi.=Hi.", "◁think▷a◁/think▷Hi.=Hi.", "<seed:think>a</seed:think>Hi.=Hi.",
        "<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>final<|message|>Hi.=Hi.", "<think>a</thinking>Hi.=Hi.", "<think>a</think>Hi.</think> There.=Hi. There.",
        "[thin] ice=[thin] ice", "<thinker>Hi.=<thinker>Hi.", "hm</think>Hello.=Hello.", "One. Two.⏎</thinking>⏎Hello.=Hello."})
    void reasoningIsRemovedHoweverTheTagsAreSplit(String given, String spoken) {
        String text = given.replace('⏎', '\n');
        for (int size = 1; size <= text.length(); size++) {
            ThinkTagFilter filter = new ThinkTagFilter(false);
            StringBuilder out = new StringBuilder();
            for (int at = 0; at < text.length(); at += size) {
                String more = filter.filter(text.substring(at, Math.min(text.length(), at + size)));
                out.setLength(filter.takeRetraction() ? 0 : out.length());
                out.append(more);
            }
            String cut = out.append(filter.flush()).toString();
            assertThat(cut).as("in pieces of " + size).isEqualTo(spoken == null ? "" : spoken);
        }
    }

    @Test
    void whiteSpaceBeforeTheFirstWordIsNotSpoken() {
        ThinkTagFilter filter = new ThinkTagFilter(false);
        assertThat(filter.filter(" \n")).isEmpty();
        assertThat(filter.filter(" One")).isEqualTo("One");
        assertThat(filter.filter(" two")).isEqualTo(" two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<think>", "</think>", "<think></think>", "<", "</thin", "<think><"})
    void manyTagsCostNoMoreThanTheirLength(String part) {
        Duration limit = Duration.ofSeconds(2);
        String text = part.repeat(500_000 / part.length());
        assertThat(CpuCost.least(() -> new ThinkTagFilter(false).filter(text), limit)).isLessThan(limit);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"One. Two.</think>Hello.|Hello.", "<think>a</think>Hello.|Hello.", "Hello there.|Hello there.", "Hi <think>a</think> you.|Hi  you."})
    void whereAThoughtIsExpectedNothingIsReturnedUntilThatIsKnown(String text, String spoken) {
        ThinkTagFilter filter = new ThinkTagFilter(true);
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> out.append(filter.filter(Character.toString(c))));
        assertThat(out.append(filter.flush())).hasToString(spoken);
        assertThat(filter.takeRetraction()).isFalse();
    }

    @Test
    void thoughtsThatComeApartEndTheWaiting() {
        ThinkTagFilter filter = new ThinkTagFilter(true);
        assertThat(filter.filter("Hel")).isEmpty();
        assertThat(filter.thoughtsAreApart() + filter.filter("lo.")).isEqualTo("Hello.");
    }

    @Test
    void anExpectedThoughtWithoutEndIsBounded() {
        ThinkTagFilter filter = new ThinkTagFilter(true);
        for (int i = 0; i < 100; i++) {
            assertThat(filter.filter("hm ".repeat(1_000))).isEmpty();
        }
        assertThat(filter.filter("</think>Hello.")).isEqualTo("Hello.");
    }
}
