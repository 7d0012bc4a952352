package earshot.time;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The system clock, and that the manual one keeps the same rules.
class ClockRulesTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private final SystemTime system = new SystemTime();

    static Stream<Time> clocks() {
        return Stream.of(new SystemTime(), new TimeFake());
    }

    @ParameterizedTest
    @MethodSource("clocks")
    void whatIsThereIsNotWaitedFor(Time time) {
        assertThat(time.await(CompletableFuture.completedFuture("there"), LONG)).contains("there");
    }

    @ParameterizedTest
    @MethodSource("clocks")
    void whatFailedThrowsItsCause(Time time) {
        assertThatThrownBy(() -> time.await(CompletableFuture.failedFuture(new IOException("broken")), LONG)).isInstanceOf(CompletionException.class)
            .hasCauseInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @MethodSource("clocks")
    void anInterruptedWaitIsCancelledAndTheThreadStaysInterrupted(Time time) throws InterruptedException {
        CompletableFuture<Object> result = new CompletableFuture<>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                time.await(new CompletableFuture<>(), LONG);
            } catch (CancellationException e) {
                result.complete(Thread.currentThread().isInterrupted());
            }
        });
        waiting.interrupt();
        waiting.join();
        assertThat(result.join()).isEqualTo(true);
    }

    @ParameterizedTest
    @MethodSource("clocks")
    void cancellingTwiceOrTheEmptyTimerIsHarmless(Time time) {
        Time.Timer timer = time.after(LONG, () -> {});
        timer.cancel();
        timer.cancel();
        Time.Timer.NONE.cancel();
    }

    @Test
    void aLimitThatPassesIsEmpty() {
        assertThat(system.await(new CompletableFuture<>(), Duration.ofMillis(1))).isEmpty();
        assertThat(system.await(new CompletableFuture<>(), Duration.ZERO)).isEmpty();
    }

    @Test
    void aTaskRunsOnceAndAPeriodicOneUntilItIsCancelled() {
        CountDownLatch once = new CountDownLatch(1);
        AtomicInteger often = new AtomicInteger();
        system.after(Duration.ofMillis(1), once::countDown);
        Time.Timer timer = system.every(Duration.ofMillis(1), often::incrementAndGet);
        await().until(() -> once.getCount() == 0 && often.get() >= 3);
        timer.cancel();
        CountDownLatch later = new CountDownLatch(1);
        system.after(Duration.ofMillis(1), later::countDown);
        await().until(() -> later.getCount() == 0);
        int stopped = often.get();
        CountDownLatch evenLater = new CountDownLatch(1);
        system.after(Duration.ofMillis(5), evenLater::countDown);
        await().until(() -> evenLater.getCount() == 0);
        assertThat(often).hasValue(stopped);
    }

    @Test
    void aTaskThatThrowsStopsNeitherItselfNorOthers() {
        AtomicInteger runs = new AtomicInteger();
        Time.Timer timer = system.every(Duration.ofMillis(1), () -> {
            runs.incrementAndGet();
            throw new AssertionError("broken");
        });
        await().until(() -> runs.get() >= 3);
        timer.cancel();
    }

    @Test
    void bothClocksGoForward() {
        long nanos = system.nanos();
        Instant now = system.now();
        assertThat(system.nanos()).isGreaterThanOrEqualTo(nanos);
        assertThat(Duration.between(now, system.now())).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void theManualClockRunsTasksAtTheirOwnTimesInOrder() {
        TimeFake time = new TimeFake();
        Instant start = time.now();
        List<String> ran = new ArrayList<>();
        time.after(Duration.ofSeconds(2), () -> ran.add("two at " + Duration.between(start, time.now()).toSeconds()));
        time.after(Duration.ofSeconds(1),
            () -> time.after(Duration.ofMillis(500), () -> ran.add("planned by a task at " + Duration.between(start, time.now()).toMillis())));
        Time.Timer every = time.every(Duration.ofMillis(800), () -> ran.add("every"));
        time.advance(Duration.ofSeconds(2));
        assertThat(ran).containsExactly("every", "planned by a task at 1500", "every", "two at 2");
        every.cancel();
        assertThat(time.waiting()).isZero();
    }
}
