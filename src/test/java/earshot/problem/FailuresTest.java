package earshot.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;

class FailuresTest {
    private final ProblemException known = new ProblemException(Problem.of(ProblemCode.STORE_FAILED, "disk full"));

    @Test
    void whatFuturesWrapAroundAFailureIsTakenOff() {
        assertThat(Failures.cause(new CompletionException(new CompletionException(known)))).isSameAs(known);
        assertThat(Failures.cause(null)).isNull();
        assertThatThrownBy(() -> Failures.join(CompletableFuture.failedFuture(known).thenApply(value -> value))).isSameAs(known);
        assertThatThrownBy(() -> Failures.join(CompletableFuture.failedFuture(new IOException("gone")))).isInstanceOf(CompletionException.class);
    }

    @Test
    void aFailureBecomesItsProblemOrOneThatQuotesIt() {
        assertThat(Failures.problem(new CompletionException(known), ProblemCode.UNEXPECTED)).isEqualTo(known.problem());
        assertThat(Failures.problem(new IOException("gone"), ProblemCode.UNEXPECTED))
            .isEqualTo(Problem.of(ProblemCode.UNEXPECTED, "java.io.IOException: gone"));
    }

    @Test
    void aFullDiskIsToldWhoeverSaysIt() {
        List.of(new FileSystemException("/x", null, "No space left on device"), new IOException("No space left on device")).forEach(full -> {
            assertThat(ProblemReason.text(Failures.argument(full), Locale.ENGLISH)).startsWith("there is no space left on its disk");
            assertThat(ProblemReason.text(Failures.argument(full), Locale.SIMPLIFIED_CHINESE)).startsWith("磁盘空间已满");
        });
    }

    @Test
    void theWordsAreThoseOfTheFailureItself() {
        assertThat(Failures.reason(new CompletionException(known))).contains("disk full");
        assertThat(Failures.reason(new UncheckedIOException(new IOException("gone")))).isEqualTo("gone");
        assertThat(Failures.reason(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
    }
}
