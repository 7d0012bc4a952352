package earshot.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;

class IdleWatchdogTest {
    private final TimeFake time = new TimeFake();
    private final AtomicInteger timeouts = new AtomicInteger();
    private final IdleWatchdog watchdog = new IdleWatchdog(time, Duration.ofSeconds(10), timeouts::incrementAndGet);

    @Test
    void aProviderThatHangsIsGivenUpOnceAndItsLimitIsTold() {
        watchdog.startWaiting();
        time.advance(Duration.ofMillis(9_999));
        assertThatCode(watchdog::check).doesNotThrowAnyException();
        time.advance(Duration.ofMillis(1));
        assertThat(timeouts).hasValue(1);
        assertThatThrownBy(watchdog::check)
            .isInstanceOfSatisfying(IdleWatchdog.Expired.class, expired -> assertThat(expired.limit()).isEqualTo(Duration.ofSeconds(10)))
            .hasMessageContaining("10.0 s");
        time.advance(Duration.ofHours(1));
        assertThat(timeouts).hasValue(1);
    }

    @Test
    void oneThatTricklesIsWaitedForByTheLimitThatHoldsThen() {
        watchdog.startWaiting();
        for (int i = 0; i < 20; i++) {
            time.advance(Duration.ofSeconds(4));
            watchdog.activity(Duration.ofSeconds(5));
        }
        assertThat(timeouts).hasValue(0);
        time.advance(Duration.ofSeconds(5));
        assertThat(timeouts).hasValue(1);
    }

    @Test
    void whileNobodyWaitsNothingExpires() {
        watchdog.startWaiting();
        time.advance(Duration.ofSeconds(9));
        watchdog.stopWaiting();
        time.advance(Duration.ofMinutes(10));
        assertThat(timeouts).hasValue(0);
        watchdog.startWaiting();
        time.advance(Duration.ofSeconds(9));
        assertThat(timeouts).as("the limit counts from here").hasValue(0);
        time.advance(Duration.ofSeconds(11));
        assertThat(timeouts).hasValue(1);
    }

    @Test
    void afterItsEndNothingExpires() {
        watchdog.startWaiting();
        watchdog.close();
        time.advance(Duration.ofHours(1));
        watchdog.activity(Duration.ofSeconds(1));
        time.advance(Duration.ofHours(1));
        assertThat(timeouts).hasValue(0);
    }
}
