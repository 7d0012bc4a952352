package earshot.ui.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

/// A person's regular expression on the texts of others.
class BoundedPatternTest {
    /// Tries every way to cut the letters into groups before it gives up.
    private static final String ENDLESS = "(x+x+)+y";
    private static final String HARD = "x".repeat(60);

    @Test
    void anOrdinaryExpressionIsFoundInAnyOfTheTexts() {
        BoundedPattern pattern = new BoundedPattern(Pattern.compile("he(l+)o"));
        assertThat(pattern.find(Stream.of("nothing", "say hello"))).isTrue();
        assertThat(pattern.find(Stream.of("nothing", "help"))).isFalse();
        assertThat(pattern.find(Stream.of())).isFalse();
        assertThat(pattern.givenUp()).isZero();
    }

    @Test
    void manyLongTextsAreNoReasonToGiveUp() {
        BoundedPattern pattern = new BoundedPattern(Pattern.compile("needle$"));
        String text = "hay ".repeat(1_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(pattern.find(Stream.of(text))).isFalse();
        }
        assertThat(pattern.find(Stream.of(text + "needle"))).isTrue();
        assertThat(pattern.givenUp()).isZero();
    }

    @Test
    void aTextOnWhichItTakesNoEndCountsAsOneWithoutAMatchAndTheOthersAreStillRead() {
        BoundedPattern pattern = new BoundedPattern(Pattern.compile(ENDLESS));
        assertThat(pattern.find(Stream.of(HARD))).isFalse();
        assertThat(pattern.givenUp()).isEqualTo(1);
        assertThat(pattern.find(Stream.of(HARD, "xxy"))).as("found in the second text").isTrue();
        assertThat(pattern.givenUp()).isEqualTo(1);
        assertThat(pattern.find(Stream.of("z"))).isFalse();
        assertThat(pattern.givenUp()).as("a row without a match is none that was given up").isEqualTo(1);
    }

    @Test
    void anExpressionThatNeverEndsIsNotTriedForEver() {
        BoundedPattern pattern = new BoundedPattern(Pattern.compile(ENDLESS));
        for (int i = 0; i < 20; i++) {
            assertThat(pattern.find(Stream.of("xxy"))).isTrue();
            assertThat(pattern.find(Stream.of(HARD))).isFalse();
        }
        assertThat(pattern.givenUp()).isEqualTo(20);
        assertThat(pattern.find(Stream.of("xxy"))).as("not even looked at").isFalse();
        assertThat(pattern.givenUp()).isEqualTo(21);
    }

    @Test
    void oneThatGoesTooDeepIsGivenUp() {
        BoundedPattern pattern = new BoundedPattern(Pattern.compile("(?:a|b|(c))*z"));
        assertThat(pattern.find(Stream.of("ab".repeat(40_000)))).isFalse();
        assertThat(pattern.givenUp()).isEqualTo(1);
    }
}
