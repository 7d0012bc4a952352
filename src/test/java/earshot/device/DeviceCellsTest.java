package earshot.device;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.audio.Level;
import earshot.time.ManualTime;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeviceCellsTest {
    private final ManualTime time = new ManualTime();
    private final DeviceCells row = new DeviceCells(DeviceFacts.unknown("aa"), time.nanos(), _ -> { });

    @Test
    @DisplayName("U06: what a replaced connection still writes does not paint over the newer one")
    void ownership() {
        row.arrived("old", connection("old"), time.now(), time.nanos());
        row.arrived("new", connection("new"), time.now(), time.nanos());
        row.leaving(Optional.of(new DeviceFacts.Leaving("10.0.0.2", time.now().plusMillis(1500))));

        row.moved("old", connection("old"), time.now());
        row.heard("old", new short[] {1000}, 16_000, new Level(-20, -10, false), true, -40);
        row.enter("old", StateSpan.Kind.SPEAKING, time.nanos());
        assertThat(row.left("old", ended(), time.nanos())).isFalse();

        DeviceFacts facts = row.facts().get();
        assertThat(facts.connection().orElseThrow().sessionId()).isEqualTo("new");
        assertThat(facts.presence()).isEqualTo(Presence.CONNECTED);
        assertThat(facts.leaving()).isPresent();
        assertThat(facts.connections()).isEqualTo(2);
        assertThat(row.levelIn().get()).isEqualTo(Level.SILENCE);
    }

    @Test
    void a_device_that_leaves_stays_as_an_absent_row_with_the_reason() {
        row.arrived("s", connection("s"), time.now(), time.nanos());
        assertThat(row.left("s", ended(), time.nanos())).isTrue();
        assertThat(row.facts().get().presence()).isEqualTo(Presence.ASLEEP);
        assertThat(row.facts().get().connection()).isEmpty();
        assertThat(row.facts().get().ended()).contains(ended());
        assertThat(row.history().get()).last().extracting(StateSpan::kind).isEqualTo(StateSpan.Kind.ASLEEP);
    }

    @Test
    @DisplayName("U08: the strip keeps 60 s and has no hole at its left end")
    void history() {
        row.arrived("s", connection("s"), time.now(), time.nanos());
        for (int i = 0; i < 40; i++) {
            time.advance(Duration.ofSeconds(5));
            row.enter("s", i % 2 == 0 ? StateSpan.Kind.LISTENING : StateSpan.Kind.IDLE, time.nanos());
        }
        List<StateSpan> spans = row.history().get();
        long oldest = time.nanos() - spans.getFirst().fromNanos();
        assertThat(Duration.ofNanos(oldest)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(70));
        assertThat(spans).hasSizeBetween(12, 15);
    }

    @Test
    void an_older_turn_that_is_still_recognised_does_not_replace_a_newer_one() {
        row.arrived("s", connection("s"), time.now(), time.nanos());
        row.turn("s", turn(time.now().plusSeconds(2), "newer"));
        row.turn("s", turn(time.now(), "older"));
        assertThat(row.facts().get().lastTurn().orElseThrow().heard()).isEqualTo("newer");
    }

    static DeviceFacts.Connection connection(String sessionId) {
        Instant at = Instant.parse("2026-11-22T14:00:00Z");
        return new DeviceFacts.Connection(sessionId, at, "10.0.0.2", "/xiaozhi/v1/", new Identity("aa", "aa", Identity.Source.HEADER), Dialect.XIAOZHI, Framing.RAW,
            ListenState.IDLE, at, Optional.empty(), false, ConnectionMode.CONNECTED_IDLE, Optional.empty(), Optional.empty(), "concentus", 0, "connected", Optional.empty());
    }

    private static TurnFacts turn(Instant at, String heard) {
        return new TurnFacts(at, heard, OptionalDouble.empty(), "", "", TurnFacts.Outcome.DONE, List.of());
    }

    private static DeviceFacts.Ended ended() {
        return new DeviceFacts.Ended(Instant.parse("2026-11-22T14:01:00Z"), 1006, "device.hangup", "the device hung up");
    }
}
