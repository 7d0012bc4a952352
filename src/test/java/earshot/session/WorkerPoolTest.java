package earshot.session;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The original's thread pool is a bounded number of virtual threads here; its fallback for a runtime without "cancel queued" has no counterpart.
class WorkerPoolTest {
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    @Test
    @DisplayName("row 15: a connection has at most two workers at once, and what waits is done by and by")
    void soManyAtOnce() {
        List<WorkerPool> connections = IntStream.range(0, 5).mapToObj(_ -> new WorkerPool("work-x", 2)).toList();
        connections.forEach(workers -> IntStream.range(0, 6).forEach(_ -> workers.execute(this::job)));
        await().until(() -> begun.get() == 10);
        assertThat(connections).allMatch(workers -> workers.running() == 2);
        go.countDown();
        await().until(() -> done.get() == 30);
        await().until(() -> connections.stream().allMatch(workers -> workers.running() == 0));
    }

    @Test
    @DisplayName("rows 10, 25: closing returns while a worker runs, what waits never starts, twice is harmless, and who comes late is refused quietly")
    void closes() {
        WorkerPool workers = new WorkerPool("work-x", 1);
        List<String> late = new ArrayList<>();
        workers.execute(this::job);
        workers.execute(() -> late.add("queued"));
        await().until(() -> begun.get() == 1);
        workers.close();
        workers.close();
        workers.execute(() -> late.add("late"));
        assertThat(workers.running()).isOne();
        go.countDown();
        await().until(() -> workers.running() == 0);
        assertThat(done.get()).isOne();
        assertThat(late).isEmpty();
    }

    @Test
    void moreThanSomeWaitingJobsAreRefusedAndAFailedOneEndsNoWorker() {
        WorkerPool workers = new WorkerPool("work-x", 1);
        workers.execute(() -> {
            job();
            throw new IllegalStateException("made by a test");
        });
        IntStream.range(0, WorkerPool.MAX_WAITING).forEach(_ -> workers.execute(this::job));
        assertThatThrownBy(() -> workers.execute(this::job)).isInstanceOf(RejectedExecutionException.class);
        go.countDown();
        await().until(() -> done.get() == WorkerPool.MAX_WAITING + 1);
    }

    private void job() {
        begun.incrementAndGet();
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        done.incrementAndGet();
    }
}
