package earshot.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.asr.Hallucination;
import earshot.turn.TurnFacts.Transcript;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What was heard in a turn, in the words of a row.
class HeardTextTest {
    private static final Texts ENGLISH = new Texts(Texts.Language.ENGLISH);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        good morning | KNOWN      | good morning
        ~~           | KNOWN      | nothing understood
        ~ ~          | KNOWN      | nothing understood
        ~~           | PENDING    | being recognised…
        so far       | PENDING    | so far
        ~~           | GIVEN_UP   | not recognised before the turn was over
        ~~           | FAILED     | speech to text failed
        ~~           | UNPROMPTED | nothing: the server spoke by itself""")
    void whereThereIsNoTextTheReasonIsSaid(String text, Transcript.State state, String words) {
        assertThat(HeardText.of(new Transcript(text, OptionalDouble.empty(), "sphinx", Optional.empty(), state), ENGLISH, "turn.heard.nothing"))
            .isEqualTo(words);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasDroppedIsShownWithTheReasonInBothLanguages(Hallucination.Reason reason) {
        Transcript dropped = new Transcript("", OptionalDouble.of(0.2), "whisper", Optional.of(new Hallucination("thanks for watching", reason)),
            Transcript.State.KNOWN);
        assertThat(HeardText.of(dropped, ENGLISH, "turn.heard.nothing")).startsWith("\"thanks for watching\" was dropped: ");
        assertThat(HeardText.of(dropped, new Texts(Texts.Language.CHINESE), "turn.heard.nothing")).startsWith("已丢弃“thanks for watching”：");
    }
}
