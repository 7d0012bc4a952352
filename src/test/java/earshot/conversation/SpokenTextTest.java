package earshot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.turn.Emotion;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What of an answer is spoken, and the expression that its emoji stand for.
class SpokenTextTest {
    @ParameterizedTest
    @EnumSource(Emotion.class)
    @DisplayName("badge-protocol section 2.7: each of the 21 emoji is its emotion and is not spoken")
    void eachEmojiIsItsEmotion(Emotion emotion) {
        assertThat(SpokenText.of(emotion.emoji() + " Hello.")).isEqualTo(new SpokenText("Hello.", Optional.of(emotion)));
        assertThat(SpokenText.of("Hello " + emotion.emoji() + "there.").text()).isEqualTo("Hello there.");
    }

    @Test
    void whatHasNoWidthIsNotSent() {
        assertThat(SpokenText.of("\u200B\uFEFFHel\u00ADlo\u2060 there.\u200B").text()).isEqualTo("Hello there.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"(laughs) That is funny.|That is funny.", "That is *chuckles softly* funny.|That is funny.", "好的（微笑）。|好的。", "（轻轻叹气）我累了。|我累了。",
        "[sighs] Well.|Well.", "面白い（笑）。|面白い。", "(Laughing)|''", "*clears throat* Hello.|Hello.", "【开心地笑】你好！|你好！", "(pauses for a moment) Yes.|Yes."})
    void stageDirectionsAreNotSaid(String sentence, String said) {
        assertThat(SpokenText.of(sentence).text()).isEqualTo(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Everest (8 849 m) is high.", "他叫小明（外号大笑）吗？", "The verb (to laugh) is regular.", "Press (Start).", "微笑很重要。", "He laughs (a lot).", "颜色（红）。",
        "Smiles (the film) is good."})
    void otherWordsInBracketsStay(String sentence) {
        assertThat(SpokenText.of(sentence).text()).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Now *smile* I know that.|Now I know that.", "It is *really* good.|It is really good.", "Please *smile* for the picture.|Please smile for the picture.",
        "You gave me a *wink* there.|You gave me a wink there.", "Never *laugh* at a bear.|Never laugh at a bear.", "Thank you *smiles* so much.|Thank you so much."})
    void whatIsStressedInASentenceIsSaid(String sentence, String said) {
        assertThat(SpokenText.of(sentence).text()).isEqualTo(said);
    }

    @Test
    void thereAreTwentyOneEmotionsWithNamesInLowerCase() {
        assertThat(Emotion.values()).hasSize(21);
        assertThat(Arrays.stream(Emotion.values()).map(Emotion::emoji)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(Emotion.values()).map(Emotion::word)).allMatch(word -> word.matches("[a-z]+"));
    }

    @ParameterizedTest
    @CsvSource({"🎉 Done, HAPPY", "❤️ you, LOVING", "🤯 Oh, SHOCKED", "😅 Sorry, EMBARRASSED", "🥱 Late, SLEEPY", "🤨 Really, THINKING"})
    void relatedEmojiShareAnEmotion(String sentence, Emotion emotion) {
        assertThat(SpokenText.of(sentence).emotion()).contains(emotion);
    }

    @ParameterizedTest
    @CsvSource({"❤ you., LOVING, you.", "☺ Hello., HAPPY, Hello.", "Bad ☹ day., SAD, Bad day.", "❤, LOVING, ''"})
    void aKnownEmojiCountsWithoutItsSelector(String sentence, Emotion emotion, String spoken) {
        assertThat(SpokenText.of(sentence)).isEqualTo(new SpokenText(spoken, Optional.of(emotion)));
    }

    @Test
    void theFirstKnownEmojiCounts() {
        assertThat(SpokenText.of("🚗 Off we go 😊😭").emotion()).contains(Emotion.HAPPY);
        assertThat(SpokenText.of("🚗 Off we go.").emotion()).isEmpty();
        assertThat(SpokenText.of("No emoji.").emotion()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "**Bold** and *thin*.|Bold and thin.", "Use `code` here.|Use code here.", "See [the page](http://127.0.0.1/x) now.|See the page now.",
        "![a cat](cat.png) sits.|a cat sits.", "# Title|Title", "### A  title|A title",
        "- first|first", "* second|second", "> quoted|quoted", "~~gone~~ kept|gone kept", "a_b stays|a_b stays", "_stressed_ word|stressed word",
        "2 * 3 is 6|2 * 3 is 6", "1. One|1. One", "x  y|x y", "👨‍👩‍👧 family|family", "1️⃣ first|1 first", "5 > 3|5 > 3" })
    void markupIsNotSpoken(String written, String spoken) {
        assertThat(SpokenText.of(written).text()).isEqualTo(spoken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "---", "***", "```", "```json", "|---|:-:|", "😊", "...", "！？", "# ", "👍🏽"})
    void whatHasNoWordIsNotSpoken(String written) {
        assertThat(SpokenText.of(written).text()).isEmpty();
    }

    @Test
    void linesOfAListAreSpokenInOneSentence() {
        assertThat(SpokenText.of("| a | b |").text()).isEqualTo("a b");
        assertThat(SpokenText.of("# Plan\n- eat\n- sleep\n```sh\nrun\n```\n").text()).isEqualTo("Plan eat sleep run");
        assertThat(SpokenText.of("Hello \u0000there\u202e.\ud83d").text()).as("what a device would stumble over").isEqualTo("Hello there .");
        assertThat(SpokenText.of("# 计划\n* 吃饭\n* 睡觉").text()).isEqualTo("计划 吃饭 睡觉");
    }
}
