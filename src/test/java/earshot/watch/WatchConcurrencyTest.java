package earshot.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Watches and event logs that several threads use at the same time, and the bounds of reading.
class WatchConcurrencyTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 5_000;

    @Test
    void noUpdateIsLost() throws InterruptedException {
        MutableWatch<Integer> watch = new MutableWatch<>(0);
        together(_ -> watch.update(count -> count + 1));
        assertThat(watch.get()).isEqualTo(THREADS * ROUNDS);
    }

    @Test
    void theLastNotificationCarriesTheLastValue() throws InterruptedException {
        MutableWatch<Integer> watch = new MutableWatch<>(-1);
        AtomicInteger seen = new AtomicInteger();
        watch.observe(seen::set);
        together(round -> watch.set(round));
        assertThat(seen).hasValue(watch.get());
    }

    @Test
    void anEqualValueChangesNothingAndNotifiesNobody() {
        MutableWatch<List<Integer>> watch = new MutableWatch<>(List.of(1));
        AtomicInteger notified = new AtomicInteger();
        watch.observe(_ -> notified.incrementAndGet());
        assertThat(watch.set(List.of(1))).isFalse();
        assertThat(watch.update(_ -> List.of(1))).isEqualTo(List.of(1));
        assertThat(notified).as("told once, at the beginning").hasValue(1);
        assertThat(watch.set(List.of(2))).isTrue();
        assertThat(notified).hasValue(2);
    }

    @Test
    void nullIsNoValue() {
        assertThatThrownBy(() -> new MutableWatch<>(null)).isInstanceOf(NullPointerException.class);
        MutableWatch<String> watch = new MutableWatch<>("a");
        assertThatThrownBy(() -> watch.set(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> watch.update(_ -> null)).isInstanceOf(NullPointerException.class);
        assertThat(watch.get()).isEqualTo("a");
    }

    @Test
    void anObserverMayEndItselfWhileItIsNotified() {
        MutableWatch<Integer> watch = new MutableWatch<>(0);
        List<Integer> seen = new ArrayList<>();
        List<WatchSubscription> subscription = new ArrayList<>();
        subscription.add(watch.observe(value -> {
            seen.add(value);
            subscription.forEach(WatchSubscription::close);
        }));
        watch.set(1);
        watch.set(2);
        assertThat(seen).containsExactly(0, 1);
    }

    @Test
    void everyRowGetsANumberOfItsOwnAndAReaderSeesThemInOrder() throws InterruptedException {
        RingEventLog<Integer> log = new RingEventLog<>(THREADS * ROUNDS);
        AtomicInteger notified = new AtomicInteger();
        WatchSubscription subscription = log.observe(notified::incrementAndGet);
        together(log::append);
        assertThat(log.end()).isEqualTo(THREADS * ROUNDS);
        assertThat(notified).hasValue(THREADS * ROUNDS);
        List<Integer> rows = log.read(0, Integer.MAX_VALUE).rows();
        assertThat(rows).hasSize(THREADS * ROUNDS);
        assertThat(rows.stream().filter(row -> row == ROUNDS - 1).count()).isEqualTo(THREADS);
        subscription.close();
        log.append(1);
        assertThat(notified).hasValue(THREADS * ROUNDS);
    }

    @ParameterizedTest
    @CsvSource({ "0, 100, 6, 4, 6", "6, 100, 6, 4, 0", "8, 100, 8, 2, 0", "10, 100, 10, 0, 0", "99, 100, 10, 0, 0", "7, 2, 7, 2, 0", "5, 1, 6, 1, 1",
        "6, 0, 6, 0, 0" })
    void aReaderBeginsAtTheOldestRowThatIsLeft(long cursor, int most, long from, int count, long lost) {
        RingEventLog<Integer> log = new RingEventLog<>(4);
        IntStream.range(0, 10).forEach(log::append);
        var page = log.read(cursor, most);
        assertThat(page.from()).isEqualTo(from);
        assertThat(page.rows()).hasSize(count);
        assertThat(page.next()).isEqualTo(from + count);
        assertThat(page.lost()).isEqualTo(lost);
        assertThat(log.first()).isEqualTo(6);
        assertThat(log.capacity()).isEqualTo(4);
    }

    @Test
    void aLogHasRoomForARow() {
        assertThatThrownBy(() -> new RingEventLog<>(0)).isInstanceOf(IllegalArgumentException.class);
        RingEventLog<String> one = new RingEventLog<>(1);
        one.append("a");
        one.append("b");
        assertThat(one.read(0, 10).rows()).containsExactly("b");
    }

    private interface Round {
        void run(int round);
    }

    private static void together(Round work) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = IntStream.range(0, THREADS).mapToObj(_ -> Thread.ofPlatform().start(() -> {
            try {
                start.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            for (int round = 0; round < ROUNDS; round++) {
                work.run(round);
            }
        })).toList();
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
