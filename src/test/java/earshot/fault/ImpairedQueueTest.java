package earshot.fault;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.time.TimeFake;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What leaves the queue, each with its moment in milliseconds.
class ImpairedQueueTest {
    private final TimeFake time = new TimeFake();
    private final long start = time.nanos();
    private final List<String> left = new ArrayList<>();
    private final ImpairedQueue queue = new ImpairedQueue(time, new Random(7));

    @Test
    @DisplayName("U52: delay: everything leaves so much later, and nothing overtakes it when the fault ends")
    void delayKeepsTheOrder() {
        frame("a", Faults.of(new Fault(FaultKind.DELAY, 100)));
        time.advance(Duration.ofMillis(60));
        frame("b", Faults.NONE);
        assertThat(left).isEmpty();
        assertThat(queue.idle()).isFalse();
        time.advance(Duration.ofMillis(60));
        assertThat(left).containsExactly("a 100", "b 100");
        assertThat(queue.idle()).isTrue();
        frame("c", Faults.NONE);
        assertThat(left).last().isEqualTo("c 120");
    }

    @Test
    @DisplayName("U52: jitter: another time for each message, up to the amount, in order")
    void jitterKeepsTheOrder() {
        Faults jitter = Faults.of(new Fault(FaultKind.JITTER, 80));
        for (int i = 0; i < 20; i++) {
            frame("f" + i, jitter);
            time.advance(Duration.ofMillis(60));
        }
        time.advance(Duration.ofMillis(100));
        assertThat(left).extracting(row -> row.split(" ")[0]).containsExactly(IntStream.range(0, 20).mapToObj(i -> "f" + i).toArray(String[]::new));
        List<Long> delays = IntStream.range(0, 20).mapToObj(i -> Long.parseLong(left.get(i).split(" ")[1]) - 60L * i).toList();
        assertThat(delays).allMatch(delay -> delay >= 0 && delay <= 80);
        assertThat(Set.copyOf(delays)).hasSizeGreaterThan(5);
    }

    @Test
    @DisplayName("U52: loss: so many frames never leave, texts always do")
    void lossHitsFramesOnly() {
        for (int i = 0; i < 200; i++) {
            frame("f" + i, Faults.of(new Fault(FaultKind.LOSS, 25)));
            text("t" + i, Faults.of(new Fault(FaultKind.LOSS, 100)));
        }
        assertThat(left).filteredOn(row -> row.startsWith("t")).hasSize(200);
        assertThat(left).filteredOn(row -> row.startsWith("f")).hasSizeBetween(120, 180);
    }

    @Test
    @DisplayName("U52: reordering: frames change places with the next one, and never with a text")
    void reorderingSwapsFrames() {
        Faults all = Faults.of(new Fault(FaultKind.REORDERING, 100));
        frame("1", all);
        frame("2", all);
        frame("3", all);
        text("t", all);
        frame("4", all);
        time.advance(Duration.ofSeconds(1));
        assertThat(left).as("the last one waits for no other").containsExactly("2 0", "1 0", "3 0", "t 0", "4 200");
    }

    @Test
    @DisplayName("U52: burst: what is sent leaves together")
    void burstsLeaveTogether() {
        Faults burst = Faults.of(new Fault(FaultKind.BURST, 600));
        for (int i = 0; i < 20; i++) {
            frame("f", burst);
            time.advance(Duration.ofMillis(60));
        }
        time.advance(Duration.ofMillis(600));
        assertThat(left).hasSize(20);
        Map<String, Long> together = left.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(together).hasSizeBetween(2, 3).containsValue(10L);
    }

    @Test
    void whatDoesNotFitIsNotTaken() {
        Impairment late = Faults.of(new Fault(FaultKind.DELAY, 10_000)).ofSending();
        for (int i = 0; i < ImpairedQueue.CAPACITY; i++) {
            assertThat(queue.offer(new ImpairedQueue.Message(() -> left.add("one"), 1, false), late)).isTrue();
        }
        assertThat(queue.offer(new ImpairedQueue.Message(() -> left.add("one too many"), 1, false), late)).isFalse();
        time.advance(Duration.ofSeconds(10));
        assertThat(left).hasSize(ImpairedQueue.CAPACITY).doesNotContain("one too many");
        assertThat(queue.offer(new ImpairedQueue.Message(() -> left.add("huge"), ImpairedQueue.MAX_BYTES + 1, false), late)).as("bytes").isFalse();
    }

    @Test
    void aClosedQueueHandsNothingOver() {
        frame("a", Faults.of(new Fault(FaultKind.DELAY, 100)));
        queue.close();
        time.advance(Duration.ofSeconds(1));
        assertThat(left).isEmpty();
        assertThat(time.waiting()).as("timers").isZero();
        assertThat(queue.offer(new ImpairedQueue.Message(() -> left.add("late"), 1, false), Faults.NONE.ofSending())).isFalse();
    }

    private void frame(String name, Faults faults) {
        offer(name, true, faults);
    }

    private void text(String name, Faults faults) {
        offer(name, false, faults);
    }

    private void offer(String name, boolean frame, Faults faults) {
        assertThat(queue.offer(new ImpairedQueue.Message(() -> left.add(name + " " + (time.nanos() - start) / 1_000_000), 10, frame), faults.ofSending()))
            .isTrue();
    }
}
