package earshot.problem;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

/// A file that is of no use tells why in the language of the reader.
class UnusableFileExceptionTest {
    private final UnusableFileException failure = new UnusableFileException(ProblemReason.FIRMWARE_TOO_LARGE, 5_000, 4_000);

    @Test
    void itsMessageIsEnglishForLogs() {
        assertThat(new UnusableFileException(ProblemReason.NOT_READABLE)).hasMessage("Earshot may not read it");
        assertThat(failure.getMessage()).startsWith("it is too large: 5").doesNotContain("{");
    }

    @Test
    void itsReasonAndDetailsAreToldInTheLanguageOfTheReader() {
        assertThat(ProblemReason.text(failure.argument(), Locale.ENGLISH)).isEqualTo(failure.getMessage());
        assertThat(ProblemReason.text(failure.argument(), Locale.SIMPLIFIED_CHINESE)).startsWith("文件太大");
    }

    @Test
    void aReasonWithoutDetailsIsItsKey() {
        assertThat(new UnusableFileException(ProblemReason.NOT_READABLE).argument()).isEqualTo(ProblemReason.NOT_READABLE.toString());
    }

    @Test
    void whoeverReadsAFileCatchesItWithTheFailuresOfTheDisk() {
        assertThat(failure).isInstanceOf(IOException.class).isInstanceOf(ReasonedFailure.class);
    }

    @Test
    void aProblemThatItCausesGivesItsReason() {
        for (Throwable wrapped : List.of(failure, new UncheckedIOException(failure), new CompletionException(new UncheckedIOException(failure)))) {
            assertThat(Failures.argument(wrapped)).isEqualTo(failure.argument());
            Problem problem = Failures.problem(wrapped, ProblemCode.STORE_FAILED);
            assertThat(problem.why(Locale.SIMPLIFIED_CHINESE) + problem.what(Locale.SIMPLIFIED_CHINESE)).contains("文件太大");
        }
        assertThat(Failures.reason(new CompletionException(failure))).as("for a log").isEqualTo(failure.getMessage());
    }
}
