package earshot.problem;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.UndecodableAudioException;
import earshot.audio.format.UnusableAudioException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every failure whose reason is known tells it the same way.
class ReasonedFailureTest {
    private static final String ARGUMENT = ProblemReason.PACKET_DAMAGED.with("no frame count");

    /// One that is of none of the product's own kinds.
    private static final class ReasonedFailureFake extends Exception implements ReasonedFailure {
        private static final long serialVersionUID = 1L;

        ReasonedFailureFake() {
            super("a packet that is not Opus (no frame count)");
        }

        @Override
        public String argument() {
            return ARGUMENT;
        }
    }

    static Stream<Exception> failures() {
        ProblemReason reason = ProblemReason.PACKET_DAMAGED;
        return Stream.of(new ReasonException(reason, "no frame count"), new UnusableFileException(reason, "no frame count"),
            new UnusableAudioException(reason, "no frame count"),
            new UndecodableAudioException(reason, "no frame count"), new UndecodableAudioException(new IOException("cut"), reason, "no frame count"),
            new ReasonedFailureFake());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void itIsToldInTheLanguageOfTheReader(Exception failure) {
        String argument = Failures.argument(failure);
        assertThat(argument).isEqualTo(((ReasonedFailure) failure).argument()).isEqualTo(ARGUMENT);
        assertThat(ProblemReason.text(argument, Locale.SIMPLIFIED_CHINESE)).containsPattern("\\p{IsHan}").contains("no frame count");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aLogSaysItInEnglish(Exception failure) {
        assertThat(failure).hasMessage("a packet that is not Opus (no frame count)");
        assertThat(Failures.reason(failure)).isEqualTo(failure.getMessage());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatAFutureWrapsAroundItDoesNotHideIt(Exception failure) {
        assertThat(Failures.argument(new CompletionException(new CompletionException(failure)))).isEqualTo(ARGUMENT);
        assertThat(Failures.problem(new CompletionException(failure), ProblemCode.UNEXPECTED)).isEqualTo(Problem.of(ProblemCode.UNEXPECTED, ARGUMENT));
    }
}
