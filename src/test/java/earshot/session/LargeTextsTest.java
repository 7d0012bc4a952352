package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LargeTextsTest {
    private static final String SMALL = "x".repeat(ConnectionLimits.LARGE_TEXT);
    private static final String LARGE = SMALL + "x";

    private final ConnectionLimits limits = new ConnectionLimits(new TimeFake());

    @AfterEach
    void close() {
        limits.close();
    }

    @Test
    void aSmallTextIsReadByTheConnectionsThreadAndALargeOneByAnother() {
        AtomicReference<Thread> reader = new AtomicReference<>();
        limits.handle(SMALL, () -> reader.set(Thread.currentThread()));
        assertThat(reader).hasValue(Thread.currentThread());
        limits.handle(LARGE, () -> reader.set(Thread.currentThread()));
        assertThat(reader.get().getName()).isEqualTo("large-texts");
        assertThat(reader.get().isVirtual()).isFalse();
    }

    @Test
    void theConnectionGoesOnWhenItsTextIsRead() {
        List<String> order = new ArrayList<>();
        limits.handle(LARGE, () -> order.add("read"));
        order.add("on");
        assertThat(order).containsExactly("read", "on");
    }

    @Test
    void oneLargeTextIsReadAtATime() throws Exception {
        AtomicInteger reading = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Thread> connections = IntStream.range(0, 8).mapToObj(_ -> Thread.startVirtualThread(() -> limits.handle(LARGE, () -> {
            most.accumulateAndGet(reading.incrementAndGet(), Math::max);
            Thread.yield();
            reading.decrementAndGet();
        }))).toList();
        for (Thread connection : connections) {
            connection.join();
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void aFailureIsThatOfTheConnectionWhereverItHappened() {
        for (String text : List.of(SMALL, LARGE)) {
            assertThatThrownBy(() -> limits.handle(text, () -> {
                throw new IllegalStateException("broken");
            })).isInstanceOf(IllegalStateException.class).hasMessage("broken");
            assertThatThrownBy(() -> limits.handle(text, () -> {
                throw new StackOverflowError();
            })).isInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void whoComputedForLongGivesWayAndThenStartsAnew() {
        assertThat(ConnectionLimits.giveWay(999_999)).isEqualTo(999_999);
        assertThat(ConnectionLimits.giveWay(1_000_000)).isZero();
    }
}
