package earshot.llm;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.proof.CpuCost;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThoughtFilterTest {
    @ParameterizedTest
    @CsvSource(delimiter = '=', quoteCharacter = '\0', value = {
        "<think>hm</think>Hello.=Hello.", "<think>a<b</think> \t Hello.=Hello.", "Hello <think>no</think>there.=Hello there.", "<think>never closed=",
        "1 < 2.=1 < 2.", "a <thin b.=a <thin b.", "<think>a</think><think>b</think>Hi.=Hi.", "x</think=x</think", "<thinking>aloud</thinking>Hi.=Hi.",
        "<thought>a</thought>⏎⏎Hi.=Hi.",
        "<Think>a</THINK>Hi.=Hi.", "<reasoning>a</reasoning>Hi.=Hi.", "[THINK]a[/THINK]Hi.=Hi.", "◁think▷a◁/think▷Hi.=Hi.", "<seed:think>a</seed:think>Hi.=Hi.",
        "<think_never_used_51bce0c785ca2f68081bfa7d91973934>a</think_never_used_51bce0c785ca2f68081bfa7d91973934>Hi.=Hi.",
        "<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>final<|message|>Hi.=Hi.", "<think>a</thinking>Hi.=Hi.",
        "<think>a</think>Hi.</think> There.=Hi. There.",
        "<think>a<think>b</think>c</think>Hi.=Hi.", "<think>one <think> mark</think>Hi.=Hi.",
        "<think>a<think>b</think>c</think>Hi <think>d</think>there.=Hi there.", "<reasoning_content>a</reasoning_content>Hi.=Hi.",
        "<thinking_mode>a</thinking_mode>Hi.=Hi.",
        "[thin] ice=[thin] ice", "<thinker>Hi.=<thinker>Hi.", "</think>Hello.=Hello.", "hm</think>Hello.=Hello.", "One. Two.⏎</thinking>⏎Hello.=Hello.",
        "My steps: a.⏎[BEGIN FINAL RESPONSE]⏎Hello.[END FINAL RESPONSE]=Hello.",
        "<｜begin▁of▁sentence｜>Hello.<｜end▁of▁sentence｜>=Hello."})
    void reasoningIsRemovedHoweverTheTagsAreSplit(String given, String spoken) {
        String text = given.replace('⏎', '\n');
        for (int size = 1; size <= text.length(); size++) {
            ThoughtFilter filter = new ThoughtFilter(false);
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

    /// Marks of models, of their templates and of gateways; `«»` stand for angle brackets.
    @ParameterizedTest
    @CsvSource(delimiter = '=', quoteCharacter = '\0', value = {
        "«think id:1»a«/think»Hi.=Hi.", "«analysis»a«/analysis»Hi.=Hi.", "«scratchpad»a«/scratchpad»Hi.=Hi.", "«inner_monologue»a«/inner_monologue»Hi.=Hi.",
        "«antThinking»a«/antThinking»Hi.=Hi.", "«mm:think»a«/mm:think»Hi.=Hi.",
        "«|START_THINKING|»a«|END_THINKING|»«|START_RESPONSE|»Hi.«|END_RESPONSE|»=Hi.", "«|thinking|»a«|/thinking|»Hi.=Hi.",
        "&lt;think&gt;a&lt;/think&gt;Hi.=Hi.", "【思考】a【/思考】Hi.=Hi.", "«unused94»thought⏎a«unused95»Hi.=Hi.", "«think»a«/ think »Hi.=Hi.",
        "```thinking⏎a⏎```⏎Hi.=Hi.", "«details type:reasoning done»«summary»x«/summary»a«/details»Hi.=Hi.",
        "«details»⏎«summary»Thought for 3 s«/summary»⏎a«/details»Hi.=Hi.", "«!-- a --»Hi.=Hi.", "*Thinking...*⏎⏎» a⏎» b⏎⏎Hi.=Hi.",
        "Thought: a⏎Final Answer: Hi.=Hi.", "**Thinking:** a⏎b⏎**Answer:** Hi.=Hi.", "思考：a⏎回答：Hi.=Hi.",
        "Here is my thought process: a⏎⏎Here is my response: Hi.=Hi.", "Thought: Hi.=Hi.", "Thought: a⏎Action: lamp=Action: lamp",
        "«reasoning»a«/reasoning»«answer»Hi.«/answer»=Hi.", "«think»a«/think»«final_answer»Hi.«/final_answer»=Hi.", "«output»Hi.«/output»=Hi.",
        "«|begin_of_thought|»a«|end_of_thought|»«|begin_of_solution|»Hi.«|end_of_solution|»=Hi.", "«answers» Hi.=«answers» Hi.",
        "analysisWe greet.assistantfinalHi.=Hi.", "analysis of it: Hi.=analysis of it: Hi.", "«|channel|»final«|message|»Hi.«|return|»=Hi.",
        "«|channel|»analysis«|message|»a«|end|»«|start|»assistant«|channel|»commentary to:f «|constrain|»json«|message|»{}«|call|»=«|channel|»commentary to:f «|constrain|»json«|message|»{}",
        "«|start|»assistant to:f«|channel|»commentary json«|message|»{}«|call|»=«|start|»assistant to:f«|channel|»commentary json«|message|»{}",
        "«|channel|»analysis«|message|»a«|start|»assistant to:f«|channel|»commentary«|message|»{}=assistant to:f{}",
        "«|channel|»analysis«|message|»a«|end|»assistant«|channel|»final«|message|»Hi.=Hi.", "assistant«|channel|»final«|message|»Hi.=Hi.",
        "assistant«|channel|»analysis«|message|»a«|end|»«|start|»assistant«|channel|»final «|constrain|»json«|message|»Hi.=Hi.",
        "assistants greet.=assistants greet.", "＜think＞a＜/think＞Hi.=Hi.", "＜Thinking＞a＜／Thinking＞Hi.=Hi.", "1 ＜ 2=1 ＜ 2",
        "«|channel|»commentary«|message|»One moment.«|end|»«|start|»assistant«|channel|»final«|message|»Hi.=One moment.Hi.",
        "Hi.«|im_end|»⏎«|im_start|»user⏎More?=Hi.", "«|im_start|»assistant⏎Hi.«|im_end|»=Hi.", "Hi.«/s»=Hi.", "«s»Hi.«|endoftext|»x=Hi.",
        "«start_of_turn»model⏎Hi.«end_of_turn»=Hi.", "Hi.«｜end▁of▁sentence｜»=Hi.", "«|eot_id|»Hi.«|eot_id|»=Hi.",
        "«b»Hi«/b» ```x y``` [1].=«b»Hi«/b» ```x y``` [1].", "Thoughts on it: none.=Thoughts on it: none.", "A thought: Hi.=A thought: Hi.",
        "«think about it=«think about it", "«reasons» Hi.=«reasons» Hi.", "a --» b=a --» b" })
    void everyMarkOfAThoughtIsUnderstood(String given, String spoken) {
        Function<String, String> written = text -> text.replace('«', '<').replace('»', '>').replaceAll("(type|to|id):(?=\\w)", "$1=");
        reasoningIsRemovedHoweverTheTagsAreSplit(written.apply(given), written.apply(spoken));
    }

    @ParameterizedTest
    @ValueSource(strings = { "Let me break it down for you: first you turn it on, then you wait for the light.", "Let me think. It was in 1969.",
        "I need to consider the weather there. It rains a lot.", "让我想想，应该是下周三。", "我需要先分析一下这个问题，它有两个部分。" })
    void whatBeginsLikeBothIsSpokenAfterSomeSentences(String answer) {
        ThoughtFilter filter = new ThoughtFilter(false);
        StringBuilder out = new StringBuilder(filter.filter(answer));
        assertThat(out).isEmpty();
        out.append(filter.filter(" More of it comes here.".repeat(10)));
        assertThat(out.toString()).startsWith(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Okay, so the user asks for the time. I say it.", "The user wants a story. Let me write one.", "嗯，用户问天气。我要查一下。", "好的，用户让我讲故事。",
        "We need to answer briefly.", "Hmm, this user is sad.", "\n\nAlright, the user's question is short.", "首先，我需要理解这个问题。" })
    void whatBeginsLikeAThoughtIsHeldBackUntilItEnds(String thought) {
        for (String end : List.of("</think>\n\nHello.", "")) {
            ThoughtFilter filter = new ThoughtFilter(false);
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
    @ValueSource(strings = { "Okay.", "好的，我来", "The lamp", "First, I t", "So, th it", "I am ", "用户名", "The user manual is", "用户手册", "Hello", "现在是", "We a",
        "Okay, I w" })
    void anAnswerIsToldFromAThoughtWithinAFewLetters(String begin) {
        ThoughtFilter filter = new ThoughtFilter(false);
        StringBuilder out = new StringBuilder();
        begin.chars().forEach(c -> out.append(filter.filter(Character.toString(c))));
        assertThat(out).hasToString(begin);
    }

    @Test
    void whiteSpaceBeforeTheFirstWordIsNotSpoken() {
        ThoughtFilter filter = new ThoughtFilter(false);
        assertThat(filter.filter(" \n")).isEmpty();
        assertThat(filter.filter(" One")).isEqualTo("One");
        assertThat(filter.filter(" two")).isEqualTo(" two");
    }

    @ParameterizedTest
    @ValueSource(strings = { "<think>", "</think>", "<think></think>", "<", "</thin", "<think><", "okay ", "the user ", "<s>", "<|start|>", "analysis",
        "<think ", "```", "&lt;" })
    void manyTagsCostNoMoreThanTheirLength(String part) {
        Duration limit = Duration.ofSeconds(2);
        String text = part.repeat(500_000 / part.length());
        assertThat(CpuCost.least(() -> new ThoughtFilter(false).filter(text), limit)).isLessThan(limit);
    }

    @Test
    void emptyLinesWithinAQuotedThoughtCostNoMoreThanTheirLength() {
        Duration limit = Duration.ofSeconds(5);
        String text = "Thinking...\n> hm" + "\n".repeat(200_000) + "> more\n\nHello.";
        assertThat(CpuCost.least(() -> assertThat(inPieces(text)).isEqualTo("Hello."), limit)).isLessThan(limit);
    }

    private static String inPieces(String text) {
        ThoughtFilter filter = new ThoughtFilter(false);
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < text.length(); at += 100) {
            out.append(filter.filter(text.substring(at, Math.min(text.length(), at + 100))));
        }
        return out.append(filter.flush()).toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "One. Two.</think>Hello.|Hello.", "<think>a</think>Hello.|Hello.", "Hello there.|Hello there.",
        "Hi <think>a</think> you.|Hi  you." })
    void whereAThoughtIsExpectedNothingIsReturnedUntilThatIsKnown(String text, String spoken) {
        ThoughtFilter filter = new ThoughtFilter(true);
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> out.append(filter.filter(Character.toString(c))));
        assertThat(out.append(filter.flush())).hasToString(spoken);
        assertThat(filter.takeRetraction()).isFalse();
    }

    @Test
    void thoughtsThatComeApartEndTheWaiting() {
        ThoughtFilter filter = new ThoughtFilter(true);
        assertThat(filter.filter("Hel")).isEmpty();
        assertThat(filter.thoughtsAreApart() + filter.filter("lo.")).isEqualTo("Hello.");
    }

    @Test
    void anExpectedThoughtWithoutEndIsBounded() {
        ThoughtFilter filter = new ThoughtFilter(true);
        for (int i = 0; i < 100; i++) {
            assertThat(filter.filter("hm ".repeat(1_000))).isEmpty();
        }
        assertThat(filter.filter("</think>Hello.")).isEqualTo("Hello.");
    }
}
