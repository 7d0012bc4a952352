package earshot.device;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import earshot.wire.ListenMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ListenStateMachineTest {
    private static final Duration TWO_SECONDS = Duration.ofMillis(2000);
    private final ListenStateMachine machine = new ListenStateMachine();
    private final Logger logger = (Logger) LoggerFactory.getLogger(ListenStateMachine.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listenToTheLog() {
        logger.setLevel(Level.DEBUG);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void leaveTheLog() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    @Test
    void goes_from_idle_over_listening_and_finalizing_back_to_idle() {
        assertThat(machine.state()).isEqualTo(ListenState.IDLE);
        assertThat(machine.start(ms(1))).isTrue();
        assertThat(machine.state()).isEqualTo(ListenState.LISTENING);
        assertThat(machine.stop(ms(900))).isTrue();
        assertThat(machine.state()).isEqualTo(ListenState.FINALIZING);
        machine.handedOver();
        assertThat(machine.state()).isEqualTo(ListenState.IDLE);
    }

    @Test
    void ignores_any_other_pair() {
        assertThat(machine.ended()).isFalse();
        machine.handedOver();
        assertThat(machine.stop(ms(0))).isFalse();
        assertThat(machine.state()).isEqualTo(ListenState.IDLE);

        machine.start(ms(1000));
        machine.stop(ms(2000));
        machine.start(ms(3000));
        assertThat(machine.state()).as("finalizing is left by the hand-over only").isEqualTo(ListenState.FINALIZING);
    }

    @Test
    void a_start_forgets_the_voice_of_before_and_a_stop_says_there_was_one() {
        machine.start(ms(0));
        assertThat(machine.haveVoice()).isFalse();
        machine.stop(ms(1000));
        assertThat(machine.haveVoice()).isTrue();
        assertThat(machine.voiceStopped()).isTrue();
        assertThat(machine.boundary()).hasValue(ms(1000));
    }

    @Test
    void a_repeated_start_and_a_repeated_stop_are_ignored_for_300_ms() {
        assertThat(machine.start(ms(1000))).isTrue();
        assertThat(machine.start(ms(1299))).as("299 ms after the start").isFalse();
        assertThat(machine.start(ms(1300))).as("300 ms after the start").isTrue();
        assertThat(machine.stop(ms(1400))).as("a stop soon after a start").isTrue();
        assertThat(machine.stop(ms(1699))).as("299 ms after the stop").isFalse();
    }

    @Test
    void a_button_that_is_pressed_twice_quickly_does_not_bounce() {
        assertThat(machine.start(ms(1000))).isTrue();
        assertThat(machine.stop(ms(1120))).isTrue();
        machine.handedOver();
        assertThat(machine.start(ms(1200))).as("a stop lay between the starts").isTrue();
        assertThat(machine.state()).isEqualTo(ListenState.LISTENING);
        assertThat(machine.stop(ms(1300))).as("a start lay between the stops").isTrue();
    }

    @Test
    @DisplayName("row 19: the fall-back needs listening, a boundary, and strictly more than the threshold")
    void fallBack() {
        machine.mode(ListenMode.MANUAL);
        assertThat(machine.fallbackDue(ms(60_000), TWO_SECONDS)).as("idle, no boundary").isFalse();

        machine.start(ms(1000));
        assertThat(machine.fallbackDue(ms(3000), TWO_SECONDS)).as("elapsed = threshold").isFalse();
        assertThat(log.list).isEmpty();
        assertThat(machine.fallbackDue(ms(3001), TWO_SECONDS)).as("threshold + 1").isTrue();
        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.DEBUG);
            assertThat(line.getFormattedMessage()).isEqualTo("VAD兜底触发: 2001ms未见设备边界");
        });

        machine.start(ms(3001));
        assertThat(machine.fallbackDue(ms(4000), TWO_SECONDS)).as("a boundary in between resets it").isFalse();

        machine.stop(ms(5000));
        assertThat(machine.state()).isEqualTo(ListenState.FINALIZING);
        assertThat(machine.fallbackDue(ms(60_000), TWO_SECONDS)).as("finalizing").isFalse();
    }

    @Test
    void the_live_fall_back_is_for_manual_listeners() {
        machine.mode(ListenMode.AUTO);
        machine.start(ms(0));
        assertThat(machine.fallbackDue(ms(60_000), TWO_SECONDS)).isFalse();
    }

    @Test
    @DisplayName("row 54: a reset clears flags, clocks and state; 3000 ms is not yet a fall-back, 3001 ms is")
    void reset() {
        machine.start(ms(0));
        machine.voiced(ms(50));
        machine.stop(ms(400));
        machine.reset();
        assertThat(machine.state()).isEqualTo(ListenState.IDLE);
        assertThat(machine.haveVoice()).isFalse();
        assertThat(machine.voiceStopped()).isFalse();
        assertThat(machine.lastVoice()).isEmpty();
        assertThat(machine.boundary()).isEmpty();
        assertThat(log.list).last().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.DEBUG);
            assertThat(line.getFormattedMessage()).isEqualTo("VAD states reset.");
        });

        assertThat(ListenStateMachine.shouldFallBack(OptionalLong.of(ms(0)), ms(3000))).isFalse();
        assertThat(ListenStateMachine.shouldFallBack(OptionalLong.of(ms(0)), ms(3001))).isTrue();
        assertThat(ListenStateMachine.shouldFallBack(OptionalLong.empty(), ms(60_000))).isFalse();
    }

    @Test
    void resumes_only_from_idle() {
        assertThat(machine.resume(ms(0))).isTrue();
        assertThat(machine.state()).isEqualTo(ListenState.LISTENING);
        assertThat(machine.resume(ms(10))).isFalse();
    }

    private static long ms(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
