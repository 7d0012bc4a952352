package earshot.llm;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.proof.CpuCost;
import java.time.Duration;
import java.util.List;
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

    @ParameterizedTest
    @ValueSource(strings = {"Okay, so the user asks for the time. I say it.", "The user wants a story. Let me write one.", "嗯，用户问天气。我要查一下。", "好的，用户让我讲故事。", "We need to answer briefly.", "Hmm, this user is sad.", "\n\nAlright, the user's question is short.", "首先，我需要理解这个问题。"})
    void whatBeginsLikeAThoughtIsHeldBackUntilItEnds(String thought) {
        for (String end : List.of("</think>\n\nHello.", "")) {
            ThinkTagFilter filter = new ThinkTagFilter(false);
            StringBuilder out = new StringBuilder();
            thought.chars().forEach(c -> out.append(filter.filter(Character.toString(c))));
            assertThat(out).isEmpty();
            end.chars().forEach(c -> out.append(filter.filter(Character.toString(c))));
            out.append(filter.flush());
            assertThat(out).hasToString(end.isEmpty() ? thought.strip() : "Hello.");
            assertThat(filter.takeRetraction()).as("nothing was said").isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Okay.", "好的，我来", "The lamp", "First, I t", "So, th it", "I am ", "用户名", "The user manual is", "用户手册", "Hello", "现在是", "We a", "Okay, I w"})
    void anAnswerIsToldFromAThoughtWithinAFewLetters(String begin) {
        ThinkTagFilter filter = new ThinkTagFilter(false);
        StringBuilder out = new StringBuilder();
        begin.chars().forEach(c -> out.append(filter.filter(Character.toString(c))));
        assertThat(out).hasToString(begin);
    }

    @Test
    void whiteSpaceBeforeTheFirstWordIsNotSpoken() {
        ThinkTagFilter filter = new ThinkTagFilter(false);
        assertThat(filter.filter(" \n")).isEmpty();
        assertThat(filter.filter(" One")).isEqualTo("One");
        assertThat(filter.filter(" two")).isEqualTo(" two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<think>", "</think>", "<think></think>", "<", "</thin", "<think><", "okay ", "the user "})
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
