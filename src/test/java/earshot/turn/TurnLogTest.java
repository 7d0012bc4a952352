package earshot.turn;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import org.junit.jupiter.api.Test;

class TurnLogTest {
    private static final Instant NOW = Instant.parse("2026-11-22T14:00:00Z");

    private final TurnLog log = new TurnLog();

    @Test
    void an_older_turn_that_is_still_recognised_does_not_replace_a_newer_one() {
        log.turnUpdated(new DeviceId("aa"), turn(NOW.plusSeconds(2), "newer"));
        log.turnUpdated(new DeviceId("aa"), turn(NOW, "older"));
        assertThat(log.lastTurn(new DeviceId("aa")).get().orElseThrow().transcript().text()).isEqualTo("newer");
        assertThat(log.lastTurn(new DeviceId("bb")).get()).isEmpty();
    }

    @Test
    void the_turn_of_the_device_used_the_longest_time_ago_is_forgotten_when_there_are_too_many() {
        for (int i = 0; i <= TurnLog.MAX_DEVICES; i++) {
            log.turnUpdated(new DeviceId("device-" + i), turn(NOW, "hello"));
        }
        assertThat(log.lastTurn(new DeviceId("device-1")).get()).isPresent();
        assertThat(log.lastTurn(new DeviceId("device-0")).get()).isEmpty();
    }

    private static TurnFacts turn(Instant at, String heard) {
        return new TurnFacts(at, new TurnFacts.Transcript(heard, OptionalDouble.empty(), ""), TurnFacts.Answer.NONE, TurnFacts.Outcome.DONE, List.of(), Optional.empty());
    }
}
