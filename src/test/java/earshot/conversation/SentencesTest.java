package earshot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.proof.CpuCost;
import earshot.turn.Emotion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void aTextIsCutTheSameHoweverItComes(int piece) {
        assertThat(cut("It costs 3.50 euros at Dr. Smith's, e.g. today. Really?! \"Yes.\" 版本是2.5。真的吗？！好……走吧\nDone", piece).stream()
            .map(part -> part.replaceAll("[！？…]+$", "")))
            .containsExactly("It costs 3.50 euros at Dr. Smith's,", "e.g. today.", "Really?!", "\"Yes.\"", "版本是2.5。", "真的吗", "好", "走吧", "Done");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 1000})
    void theFirstSentenceMayEndAtACommaSoThatItIsHeardSoon(int piece) {
        assertThat(cut("今天天气很好，适合出门。不过，带伞。", piece)).containsExactly("今天天气很好，", "适合出门。", "不过，带伞。");
        assertThat(cut("Yes, I can. No.", piece)).containsExactly("Yes, I can.", "No.");
    }

    @Test
    void aSentenceIsGivenAsSoonAsItsEndIsCertain() {
        SentenceSplitter sentences = new SentenceSplitter();
        assertThat(sentences.add("好。")).containsExactly("好。");
        assertThat(sentences.add("One.")).isEmpty();
        assertThat(sentences.add(" Two")).containsExactly("One.");
        assertThat(sentences.finish()).containsExactly("Two");
    }

    @Test
    void numbersOfAListAndInitialsEndNoSentence() {
        assertThat(cut("1. Milk\n2. Eggs\nBy J. R. Tolkien. It is 42. Next.", 3)).containsExactly("1. Milk", "2. Eggs", "By J. R. Tolkien.", "It is 42.",
            "Next.");
    }

    @Test
    void whatHasNoEndIsCutWhereItCanBe() {
        assertThat(cut("word ".repeat(200), 11)).allMatch(part -> part.length() <= 221 && part.startsWith("word") && part.endsWith("word"));
        assertThat(cut("字".repeat(1000), 11)).allMatch(part -> part.length() <= 221).hasSizeGreaterThan(3);
    }

    @Test
    void emojiBecomeFacesAndMarkupIsGone() {
        assertThat(SpokenText.of("😆 **Well** done!")).satisfies(said -> {
            assertThat(said.text()).isEqualTo("Well done!");
            assertThat(said.emotion()).contains(Emotion.LAUGHING);
        });
        assertThat(SpokenText.of("## A `title` with [a link](http://x.y/z)").text()).isEqualTo("A title with a link");
        assertThat(SpokenText.of("- *first* item 👩‍👩‍👧 1️⃣ ❤️").text()).isEqualTo("first item 1");
        assertThat(SpokenText.of("snake_case © 5 * 3 = 15").text()).isEqualTo("snake_case © 5 * 3 = 15");
        assertThat(SpokenText.of("🎈").text()).isEmpty();
        assertThat(SpokenText.of("---").text()).isEmpty();
    }

    @Test
    void allTwentyOneFacesAreKnownByTheirEmoji() {
        for (Emotion emotion : Emotion.values()) {
            assertThat(SpokenText.of("a" + emotion.emoji()).emotion()).contains(emotion);
        }
    }

    private static List<String> cut(String text, int piece) {
        SentenceSplitter sentences = new SentenceSplitter();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < text.length(); i += piece) {
            all.addAll(sentences.add(text.substring(i, Math.min(text.length(), i + piece))));
        }
        all.addAll(sentences.finish());
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "!!!!!!!!x", "。”", "”", "a.", "[", "![](", "a! "})
    void aLongRunOfMarksCostsNoMoreThanItsLength(String part) {
        Duration limit = Duration.ofMillis(500);
        String text = part.repeat(64_000 / part.length()) + "x";
        assertThat(CpuCost.least(() -> cut(text, 1000), limit)).isLessThan(limit);
        assertThat(CpuCost.least(() -> cut("!".repeat(20_000) + "x!", 1), limit)).isLessThan(limit);
        assertThat(cut(text, 1000)).allMatch(sentence -> sentence.length() <= 500);
    }
}
