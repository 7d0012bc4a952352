package earshot.problem;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class FatalErrorsTest {
    @Test
    void memoryThatIsOutIsFatalAlsoAsACause() {
        assertThat(FatalErrors.isFatal(new OutOfMemoryError("Java heap space"))).isTrue();
        assertThat(FatalErrors.isFatal(new CompletionException(new IllegalStateException(new OutOfMemoryError("unable to create native thread"))))).isTrue();
        assertThat(FatalErrors.isFatal(new InternalError())).isTrue();
        assertThat(FatalErrors.isFatal(new SharedThreadError("pace", new AssertionError()))).isTrue();
    }

    @Test
    void whatCostsOnlyItsOwnWorkIsNot() {
        Throwable absurd = null;
        try {
            assertThat(new byte[2][Integer.MAX_VALUE]).isEmpty();
        } catch (OutOfMemoryError e) {
            absurd = e;
        }
        assertThat(absurd).hasMessage("Requested array size exceeds VM limit");
        assertThat(List.of(absurd, new StackOverflowError(), new AssertionError(), new UnsatisfiedLinkError(), new IllegalStateException()))
            .noneMatch(FatalErrors::isFatal);
    }

    @Test
    void causesThatFormACircleEnd() {
        Exception one = new Exception();
        one.initCause(new Exception(one));
        assertThat(FatalErrors.isFatal(one)).isFalse();
    }
}
