package earshot.time;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;

class SystemTimeTest {
    private final SystemTime time = new SystemTime();

    @Test
    void aTaskThatThrowsRunsAgainAndStopsNoOther() {
        AtomicInteger failing = new AtomicInteger();
        CompletableFuture<Boolean> other = new CompletableFuture<>();
        Time.Timer timer = time.every(Duration.ofMillis(1), () -> {
            failing.incrementAndGet();
            throw new AssertionError("expected by this test");
        });
        await().until(() -> failing.get() >= 3);
        time.after(Duration.ofMillis(1), () -> other.complete(true));
        assertThat(other.join()).isTrue();
        timer.cancel();
    }

    @Test
    void aCancelledTaskDoesNotRun() {
        AtomicInteger runs = new AtomicInteger();
        CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
        CompletableFuture<Boolean> later = new CompletableFuture<>();
        // keeps the thread of all tasks, so that the next one is not begun before it is cancelled
        time.after(Duration.ZERO, cancelled::join);
        time.after(Duration.ofMillis(1), runs::incrementAndGet).cancel();
        time.after(Duration.ofMillis(1), () -> later.complete(true));
        cancelled.complete(true);
        later.join();
        assertThat(runs).hasValue(0);
    }

    @Test
    void awaitAnswersWithTheResultOrWithNothingWhenTheLimitPasses() {
        assertThat(time.await(CompletableFuture.completedFuture("done"), Duration.ZERO)).contains("done");
        assertThat(time.await(new CompletableFuture<>(), Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void awaitFailsWithTheCauseOfTheFuture() {
        IllegalStateException cause = new IllegalStateException("expected by this test");
        assertThatThrownBy(() -> time.await(CompletableFuture.failedFuture(cause), Duration.ofSeconds(1))).isInstanceOf(CompletionException.class)
            .hasCause(cause);
    }

    @Test
    void awaitIsCancelledByAnInterruptAndKeepsIt() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> time.await(new CompletableFuture<>(), Duration.ofHours(1))).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
