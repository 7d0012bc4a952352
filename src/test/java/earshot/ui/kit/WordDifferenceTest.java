package earshot.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class WordDifferenceTest {
    @Test
    void wordsThatTheOtherTextHasNotAreTold() {
        assertThat(other("Turn the light on, please.", "Turn the lamp on please.")).containsExactly("light ", "on, ");
        assertThat(other("turn it off", "turn it off")).isEmpty();
        assertThat(other("今天天气很好", "今天天气不好")).isNotEmpty().doesNotContain("今天");
        assertThat(WordDifference.pieces("a  b", "")).extracting(WordDifference.Piece::word).containsExactly("a ", "b");
        assertThat(WordDifference.pieces("", "x")).isEmpty();
        assertThat(other("rate: 24000\nms: 60\nend", "rate: 24000\nms: 20\nend")).as("a line ends a word").containsExactly("60\n");
    }

    private static List<String> other(String text, String than) {
        return WordDifference.pieces(text, than).stream().filter(piece -> !piece.same()).map(WordDifference.Piece::word).toList();
    }
}
