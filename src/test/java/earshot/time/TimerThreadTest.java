package earshot.time;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class TimerThreadTest {
    private final SystemTime time = new SystemTime();

    @Test
    void runsAtOnceAndThenNeverBeforeTheMomentItAskedFor() {
        List<Long> runs = new CopyOnWriteArrayList<>();
        long frame = Duration.ofMillis(5).toNanos();
        try (Time.Alarm _ = time.alarm("test", () -> {
            runs.add(time.nanos());
            return runs.getFirst() + runs.size() * frame;
        })) {
            await().until(() -> runs.size() >= 20);
        }
        for (int i = 1; i < 20; i++) {
            assertThat(runs.get(i)).isGreaterThanOrEqualTo(runs.getFirst() + i * frame);
        }
    }

    @Test
    void runsWhenWokenAndNotAfterItIsClosed() {
        AtomicInteger runs = new AtomicInteger();
        AtomicReference<Thread> thread = new AtomicReference<>();
        Time.Alarm alarm = time.alarm("test", () -> {
            thread.set(Thread.currentThread());
            runs.incrementAndGet();
            return Time.NEVER;
        });
        await().until(() -> runs.get() == 1);
        alarm.wake();
        await().until(() -> runs.get() == 2);
        alarm.close();
        await().until(() -> !thread.get().isAlive());
        alarm.wake();
        assertThat(runs).hasValue(2);
    }

    @Test
    void goesOnAfterAFailure() {
        AtomicInteger runs = new AtomicInteger();
        try (Time.Alarm _ = time.alarm("test", () -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
            }
            return Time.NEVER;
        })) {
            await().until(() -> runs.get() == 2);
        }
    }
}
