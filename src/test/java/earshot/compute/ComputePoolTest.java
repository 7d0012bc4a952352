package earshot.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;

class ComputePoolTest {
    private final CountDownLatch gate = new CountDownLatch(1);

    @Test
    void longWorkLeavesAThreadForBriefWork() {
        try (ComputePool pool = new ComputePool(2, 8)) {
            List<CompletableFuture<Void>> utterances = IntStream.range(0, 4).mapToObj(_ -> pool.submitLong(this::blocked)).toList();

            assertThat(pool.submit(() -> "frames")).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("frames");

            assertThat(utterances).noneMatch(CompletableFuture::isDone);
            gate.countDown();
            utterances.forEach(CompletableFuture::join);
        }
    }

    @Test
    void aSingleThreadDoesBothKindsBriefFirst() {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        try (ComputePool pool = new ComputePool(1, 8)) {
            pool.submit(this::blocked);
            CompletableFuture<Boolean> utterance = pool.submitLong(() -> order.add("long"));
            CompletableFuture<Boolean> frames = pool.submit(() -> order.add("brief"));
            gate.countDown();
            CompletableFuture.allOf(utterance, frames).join();
        }
        assertThat(order).containsExactly("brief", "long");
    }

    @Test
    void urgentWorkGoesBeforeWhatWaitedLonger() {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        try (ComputePool pool = new ComputePool(1, 8)) {
            pool.submit(this::blocked);
            CompletableFuture<Boolean> middle = pool.submit(() -> order.add("middle of an answer"));
            CompletableFuture<Boolean> beginning = pool.submitUrgent(() -> order.add("beginning of another"));
            gate.countDown();
            CompletableFuture.allOf(middle, beginning).join();
        }
        assertThat(order).containsExactly("beginning of another", "middle of an answer");
    }

    @Test
    void workThatFindsTheQueueFullFailsAtOnce() {
        try (ComputePool pool = new ComputePool(1, 2)) {
            CountDownLatch running = new CountDownLatch(1);
            pool.submit(() -> {
                running.countDown();
                return blocked();
            });
            waitFor(running);
            pool.submit(() -> 1);
            pool.submit(() -> 2);

            assertThatThrownBy(() -> pool.submit(() -> 3).join()).hasCauseInstanceOf(ComputeBusyException.class).hasMessageContaining("2 pieces");
            assertThat(pool.waiting()).isEqualTo(2);
            gate.countDown();
        }
    }

    @Test
    void workThatRunsOutOfMemoryLeavesTheThreadsToOthers() {
        try (ComputePool pool = new ComputePool(1, 8)) {
            CompletableFuture<Object> greedy = pool.submit(() -> {
                throw new OutOfMemoryError("too much");
            });
            assertThatThrownBy(greedy::join).hasCauseInstanceOf(OutOfMemoryError.class);
            assertThat(pool.submit(() -> "next").join()).isEqualTo("next");
        }
    }

    @Test
    void cancelledWorkDoesNotStart() {
        try (ComputePool pool = new ComputePool(1, 8)) {
            List<String> ran = Collections.synchronizedList(new ArrayList<>());
            pool.submit(this::blocked);
            CompletableFuture<Boolean> unwanted = pool.submit(() -> ran.add("unwanted"));
            unwanted.cancel(false);
            gate.countDown();
            pool.submit(() -> ran.add("wanted")).join();
            assertThat(ran).containsExactly("wanted");
        }
    }

    @Test
    void closingCancelsWhatWaits() {
        ComputePool pool = new ComputePool(1, 8);
        pool.submit(this::blocked);
        CompletableFuture<Integer> waiting = pool.submitLong(() -> 1);
        pool.close();
        gate.countDown();
        assertThatThrownBy(waiting::join).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> pool.submit(() -> 1).join()).isInstanceOf(CancellationException.class);
    }

    @Test
    void aLaneRunsOnePieceAtATimeInOrderAndGoesOnAfterAFailure() {
        try (ComputePool pool = new ComputePool(4, 64)) {
            SerialComputeQueue serialComputeQueue = SerialComputeQueue.forBriefWork(pool, 64);
            List<Integer> order = new ArrayList<>();
            List<CompletableFuture<Boolean>> pieces = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                int number = i;
                pieces.add(serialComputeQueue.submit(() -> {
                    if (number == 10) {
                        throw new IllegalStateException("ten");
                    }
                    return order.add(number);
                }));
            }
            assertThatThrownBy(() -> pieces.get(10).join()).isInstanceOf(CompletionException.class).hasMessageContaining("ten");
            pieces.getLast().join();
            assertThat(order).hasSize(49).isSorted();
        }
    }

    @Test
    void aFullLaneRefuses() {
        try (ComputePool pool = new ComputePool(1, 64)) {
            SerialComputeQueue serialComputeQueue = SerialComputeQueue.forLongWork(pool, 1);
            CompletableFuture<Void> first = serialComputeQueue.submit(this::blocked);
            serialComputeQueue.submit(() -> 2);
            assertThatThrownBy(() -> serialComputeQueue.submit(() -> 3).join()).hasCauseInstanceOf(ComputeBusyException.class);
            gate.countDown();
            first.join();
        }
    }

    private Void blocked() {
        waitFor(gate);
        return null;
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
