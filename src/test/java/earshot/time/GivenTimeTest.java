package earshot.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;

/// The position in a recording is what time it is; timers go on beside it.
class GivenTimeTest {
    private static final Instant RECORDED = Instant.parse("2025-03-01T08:00:00Z");

    private final TimeFake timers = new TimeFake();
    private Duration position = Duration.ZERO;

    private final Time time = new GivenTime(new GivenTime.Clock() {
        @Override
        public Instant now() {
            return RECORDED.plus(position);
        }

        @Override
        public long nanos() {
            return 500 + position.toNanos();
        }
    }, timers);

    @Test
    void bothClocksShowThePosition() {
        position = Duration.ofSeconds(90);
        assertThat(time.now()).isEqualTo("2025-03-01T08:01:30Z");
        assertThat(time.nanos()).isEqualTo(90_000_000_500L);
        position = Duration.ofSeconds(10);
        assertThat(time.now()).as("somebody goes back in the recording").isEqualTo("2025-03-01T08:00:10Z");
        assertThat(time.nanos()).isEqualTo(10_000_000_500L);
    }

    @Test
    void thePositionStandsWhileTimersGoOn() {
        timers.advance(Duration.ofHours(1));
        assertThat(time.now()).isEqualTo(RECORDED);
        assertThat(time.nanos()).isEqualTo(500);
    }

    @Test
    void whatIsScheduledRunsOnceInTheTimeOfTheTimers() {
        List<Instant> runs = new ArrayList<>();
        time.after(Duration.ofSeconds(5), () -> runs.add(time.now()));
        position = Duration.ofHours(2);
        assertThat(runs).as("a jump in the recording makes nothing due").isEmpty();
        timers.advance(Duration.ofSeconds(5));
        assertThat(runs).containsExactly(RECORDED.plus(position));
        timers.advance(Duration.ofSeconds(50));
        assertThat(runs).hasSize(1);
    }

    @Test
    void whatIsScheduledAgainAndAgainEndsWhenItIsCancelled() {
        List<String> runs = new ArrayList<>();
        Time.Timer timer = time.every(Duration.ofSeconds(1), () -> runs.add("run"));
        Time.Timer other = time.after(Duration.ofSeconds(2), () -> runs.add("other"));
        other.cancel();
        timers.advance(Duration.ofMillis(3_500));
        assertThat(runs).containsExactly("run", "run", "run");
        timer.cancel();
        timer.cancel();
        timers.advance(Duration.ofSeconds(10));
        assertThat(runs).hasSize(3);
        assertThat(timers.waiting()).isZero();
    }

    @Test
    void theLimitOfAWaitIsOneOfTheTimers() {
        assertThat(time.await(CompletableFuture.completedFuture("there"), Duration.ofSeconds(7))).contains("there");
        assertThat(timers.limits()).containsExactly(Duration.ofSeconds(7));
        assertThatThrownBy(() -> time.await(CompletableFuture.failedFuture(new IOException("cut")), Duration.ofSeconds(8)))
            .isInstanceOf(CompletionException.class).hasCauseInstanceOf(IOException.class);
        assertThat(timers.waiting()).as("no wait leaves a timer behind").isZero();
    }

    @Test
    void anAlarmWakesInTheTimeOfTheTimers() {
        List<Long> runs = new ArrayList<>();
        Time.Alarm alarm = time.alarm("frames", () -> {
            runs.add(time.nanos());
            return Time.NEVER;
        });
        timers.advance(Duration.ZERO);
        position = Duration.ofNanos(250);
        alarm.wake();
        timers.advance(Duration.ZERO);
        assertThat(runs).containsExactly(500L, 750L);
        alarm.close();
        alarm.wake();
        timers.advance(Duration.ofSeconds(1));
        assertThat(runs).hasSize(2);
    }
}
