package earshot.compute;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerialComputeQueueTest {
    private final ComputePool pool = new ComputePool(4, 64);
    private final CountDownLatch hold = new CountDownLatch(1);

    @AfterEach
    void close() {
        hold.countDown();
        pool.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tasksRunOneAtATimeAndInOrder(boolean brief) {
        SerialComputeQueue queue = brief ? SerialComputeQueue.forBriefWork(pool, 1_000) : SerialComputeQueue.forLongWork(pool, 1_000);
        AtomicInteger running = new AtomicInteger();
        AtomicBoolean overlapped = new AtomicBoolean();
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<CompletableFuture<Integer>> results = new ArrayList<>();
        for (int task = 0; task < 500; task++) {
            int number = task;
            results.add(queue.submit(() -> {
                overlapped.compareAndSet(false, running.incrementAndGet() > 1);
                order.add(number);
                running.decrementAndGet();
                return number;
            }));
        }
        results.forEach(CompletableFuture::join);
        assertThat(overlapped).isFalse();
        assertThat(order).isSorted().hasSize(500);
        assertThat(results.get(321).join()).isEqualTo(321);
    }

    @Test
    void workInTheBackgroundGivesWayAndIsNotPassedForEver() {
        SerialComputeQueue queue = SerialComputeQueue.forLongWork(pool, 100);
        List<String> order = new CopyOnWriteArrayList<>();
        queue.submit(this::waiting);
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (String name : List.of("b1", "b2")) {
            all.add(queue.submitInBackground(() -> order.add(name)));
        }
        for (int task = 1; task <= 10; task++) {
            String name = String.valueOf(task);
            all.add(queue.submit(() -> order.add(name)));
        }
        hold.countDown();
        all.forEach(CompletableFuture::join);
        assertThat(order).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "b1", "9", "10", "b2");
    }

    @Test
    void aTaskThatFailsDoesNotStopTheNext() {
        SerialComputeQueue queue = SerialComputeQueue.forBriefWork(pool, 10);
        CompletableFuture<String> failed = queue.submit(() -> {
            throw new java.io.IOException("broken");
        });
        CompletableFuture<String> error = queue.submit(() -> {
            throw new AssertionError("worse");
        });
        assertThat(queue.submit(() -> "next").join()).isEqualTo("next");
        assertThatThrownBy(failed::join).isInstanceOf(CompletionException.class).hasCauseInstanceOf(java.io.IOException.class);
        assertThatThrownBy(error::join).hasCauseInstanceOf(AssertionError.class);
    }

    @Test
    void aFullQueueRefusesAtOnceAndWorksAgainLater() {
        SerialComputeQueue queue = SerialComputeQueue.forLongWork(pool, 2);
        CompletableFuture<String> first = queue.submit(this::waiting);
        CompletableFuture<String> second = queue.submit(() -> "second");
        CompletableFuture<String> third = queue.submit(() -> "third");
        CompletableFuture<String> refused = queue.submit(() -> "fourth");
        assertThat(refused).isCompletedExceptionally();
        assertThatThrownBy(refused::join).hasCauseInstanceOf(ComputeBusyException.class);
        hold.countDown();
        assertThat(first.join() + second.join() + third.join()).isEqualTo("firstsecondthird");
        assertThat(queue.submit(() -> "again").join()).isEqualTo("again");
    }

    @Test
    void aTaskThatNobodyWaitsForIsNotRun() {
        SerialComputeQueue queue = SerialComputeQueue.forLongWork(pool, 10);
        queue.submit(this::waiting);
        AtomicBoolean ran = new AtomicBoolean();
        CompletableFuture<Boolean> cancelled = queue.submit(() -> ran.getAndSet(true));
        CompletableFuture<String> last = queue.submit(() -> "last");
        cancelled.cancel(false);
        hold.countDown();
        assertThat(last.join()).isEqualTo("last");
        assertThat(ran).isFalse();
    }

    @Test
    void waitingTasksHoldNoThread() {
        SerialComputeQueue queue = SerialComputeQueue.forBriefWork(pool, 100);
        queue.submit(this::waiting);
        for (int task = 0; task < 50; task++) {
            queue.submit(() -> "waits");
        }
        assertThat(pool.submit(() -> "somebody else").join()).isEqualTo("somebody else");
    }

    @Test
    void aPoolThatIsClosedFailsWhatIsQueued() {
        SerialComputeQueue queue = SerialComputeQueue.forBriefWork(pool, 10);
        queue.submit(() -> "before").join();
        pool.close();
        CompletableFuture<String> after = queue.submit(() -> "after");
        await().until(after::isDone);
        assertThat(after).isCompletedExceptionally();
    }

    private String waiting() throws InterruptedException {
        hold.await();
        return "first";
    }
}
