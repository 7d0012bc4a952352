package earshot.problem;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

/// Reasons within problems, and what of an argument is shown.
class ProblemReasonTest {
    @Test
    void aReasonIsToldInTheLanguageOfItsProblemAndOtherWordsStayAsTheyAre() {
        Problem problem = Problem.of(ProblemCode.CONFIG_UNREADABLE, "settings.yaml", "3", ProblemReason.YAML_TAB);
        String english = ProblemReason.text(ProblemReason.YAML_TAB.toString(), Locale.ENGLISH);
        String chinese = ProblemReason.text(ProblemReason.YAML_TAB.toString(), Locale.SIMPLIFIED_CHINESE);
        assertThat(english).doesNotContain("reason.").isNotEqualTo(chinese);
        assertThat(problem.what(Locale.ENGLISH) + problem.why(Locale.ENGLISH)).contains(english);
        assertThat(problem.what(Locale.SIMPLIFIED_CHINESE) + problem.why(Locale.SIMPLIFIED_CHINESE)).contains(chinese);
        assertThat(ProblemReason.text("disk full", Locale.SIMPLIFIED_CHINESE)).isEqualTo("disk full");
    }

    @Test
    void aReasonKeepsWhatItIsAbout() {
        String written = ProblemReason.YAML_SYNTAX.with("expected ',': or ']'");
        assertThat(ProblemReason.text(written, Locale.ENGLISH)).isEqualTo(ProblemReason.text(ProblemReason.YAML_SYNTAX.toString(), Locale.ENGLISH) + ": expected ',': or ']'");
    }

    @Test
    void severalReasonsAreOneListAndALineThatIsNoneStays() {
        String text = ProblemReason.text(ProblemReason.YAML_TAB + "\nas it is\n" + ProblemReason.YAML_QUOTE, Locale.ENGLISH);
        assertThat(text).contains("as it is").doesNotContain("reason.").doesNotContain("\n");
        assertThat(ProblemReason.text("reason.of_a_newer_version: 7", Locale.ENGLISH)).isEqualTo("reason.of_a_newer_version: 7");
    }

    @Test
    void wordsOfOthersAreNoPatternAndHoldNoKeys() {
        Problem problem = Problem.of(ProblemCode.STORE_FAILED, "{1} it's '{0}' https://ann:secret-1@host/x");
        assertThat(problem.why(Locale.ENGLISH) + problem.what(Locale.ENGLISH)).contains("{1} it's '{0}'").doesNotContain("secret-1");
        assertThat(problem.args().getFirst()).doesNotContain("secret-1");
    }

    @Test
    void theProblemOfAFailureIsItsOwnOrTheOneThatIsMeant() {
        Problem own = Problem.of(ProblemCode.STORE_BUSY, "x");
        assertThat(Failures.problem(new CompletionException(new CompletionException(new ProblemException(own))), ProblemCode.UNEXPECTED)).isSameAs(own);
        assertThat(Failures.problem(new CompletionException(new IOException("cut")), ProblemCode.UNEXPECTED)).isEqualTo(Problem.of(ProblemCode.UNEXPECTED, "java.io.IOException: cut"));
        assertThat(Failures.reason(new CompletionException(new UncheckedIOException(new IOException("cut"))))).isEqualTo("cut");
        assertThat(Failures.reason(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
        assertThat(Failures.reason(new ProblemException(own))).isEqualTo(own.what(Locale.ENGLISH) + " " + own.why(Locale.ENGLISH));
    }
}
