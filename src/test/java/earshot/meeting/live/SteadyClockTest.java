package earshot.meeting.live;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.time.Time;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
    private Instant wall = NINE;
    private long nanos;

    private final Time time = (Time) Proxy.newProxyInstance(Time.class.getClassLoader(), new Class<?>[] { Time.class },
        (_, method, _) -> method.getName().equals("now") ? wall : (Object) nanos);

    @Test
    void aJumpOfDaysOrBackwardsChangesNoDurationAndASleepCounts() {
        SteadyClock clock = new SteadyClock(time, NINE.minusSeconds(60));
        pass(Duration.ofMinutes(10), Duration.ZERO);
        assertThat(clock.now()).isEqualTo(NINE.plusSeconds(600));
        pass(Duration.ofMinutes(1), Duration.ofDays(3));
        assertThat(clock.now()).isEqualTo(NINE.plusSeconds(660));
        pass(Duration.ofMinutes(1), Duration.ofDays(-8));
        assertThat(clock.now()).isEqualTo(NINE.plusSeconds(720));
        wall = clock.now();
        pass(Duration.ofMinutes(1), Duration.ofHours(2));
        assertThat(clock.now()).as("the computer slept").isEqualTo(NINE.plusSeconds(780).plus(Duration.ofHours(2)));
    }

    @Test
    void aMeetingThatGoesOnNeverEndsBeforeItsLastSentence() {
        assertThat(new SteadyClock(time, NINE.plus(Duration.ofDays(2))).now()).isEqualTo(NINE.plus(Duration.ofDays(2)));
    }

    private void pass(Duration passed, Duration jumped) {
        nanos += passed.toNanos();
        wall = wall.plus(passed).plus(jumped);
    }
}
