package earshot.device;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.StateSpan.Kind;
import org.junit.jupiter.api.Test;

class StateHistoryTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private final StateHistory history = new StateHistory(0);

    @Test
    void aDeviceIsAsleepUntilItDoesSomething() {
        assertThat(history.spans().get()).containsExactly(new StateSpan(Kind.ASLEEP, 0));
    }

    @Test
    void enteringTheSameStateBeginsNoSpan() {
        List<List<StateSpan>> changes = new ArrayList<>();
        history.spans().observe(changes::add);
        history.enter(Kind.IDLE, SECOND);
        history.enter(Kind.IDLE, 2 * SECOND);
        history.enter(Kind.LISTENING, 3 * SECOND);
        assertThat(history.spans().get()).containsExactly(new StateSpan(Kind.ASLEEP, 0), new StateSpan(Kind.IDLE, SECOND),
            new StateSpan(Kind.LISTENING, 3 * SECOND));
        assertThat(changes.getLast()).isEqualTo(history.spans().get());
    }

    @Test
    void theSpanThatBeganBeforeTheLastMinuteStays() {
        history.enter(Kind.IDLE, 10 * SECOND);
        history.enter(Kind.LISTENING, 20 * SECOND);
        history.enter(Kind.SPEAKING, 75 * SECOND);
        assertThat(history.spans().get()).extracting(StateSpan::kind).as("the minute begins in IDLE").containsExactly(Kind.IDLE, Kind.LISTENING, Kind.SPEAKING);
        history.enter(Kind.IDLE, 200 * SECOND);
        assertThat(history.spans().get()).extracting(StateSpan::kind).containsExactly(Kind.SPEAKING, Kind.IDLE);
    }

    @Test
    void manyChangesInAMinuteAreBounded() {
        for (int change = 1; change <= 5_000; change++) {
            history.enter(change % 2 == 0 ? Kind.IDLE : Kind.LISTENING, change * SECOND / 1_000);
        }
        assertThat(history.spans().get()).hasSize(400).last().isEqualTo(new StateSpan(Kind.IDLE, 5 * SECOND));
    }
}
