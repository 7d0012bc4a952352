package earshot.device;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.AudioLevel;
import earshot.audio.StreamStatistics;
import earshot.audio.StreamTotals;
import earshot.id.DeviceId;
import earshot.id.SessionId;
import earshot.time.TimeFake;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MutableDeviceModelTest {
    private final TimeFake time = new TimeFake();
    private final MutableDeviceModel row = new MutableDeviceModel(DeviceFacts.unknown(new DeviceId("aa")), time.nanos(), _ -> { });

    @Test
    @DisplayName("U06: what a replaced connection still writes does not paint over the newer one")
    void ownership() {
        row.connected(new SessionId("old"), connection(new SessionId("old")), time.now(), time.nanos());
        row.connected(new SessionId("new"), connection(new SessionId("new")), time.now(), time.nanos());
        row.replacedConnection(Optional.of(new DeviceFacts.ReplacedConnection("10.0.0.2", time.now().plusMillis(1500))));

        row.updated(new SessionId("old"), connection(new SessionId("old")), time.now());
        row.audioReceived(new SessionId("old"), new short[] {1000}, 16_000, new AudioLevel(-20, -10, false), true, -40);
        row.enterState(new SessionId("old"), StateSpan.Kind.SPEAKING, time.nanos());
        assertThat(row.disconnected(new SessionId("old"), ended(), time.nanos())).isFalse();

        DeviceFacts facts = row.facts().get();
        assertThat(facts.connection().orElseThrow().link().sessionId()).isEqualTo(new SessionId("new"));
        assertThat(facts.presence()).isEqualTo(Presence.CONNECTED);
        assertThat(facts.replaced()).isPresent();
        assertThat(facts.history().connections()).isEqualTo(2);
        assertThat(row.levelIn().get()).isEqualTo(AudioLevel.SILENCE);
    }

    @Test
    void a_device_that_leaves_stays_as_an_absent_row_with_the_reason() {
        row.connected(new SessionId("s"), connection(new SessionId("s")), time.now(), time.nanos());
        row.flowIn(new SessionId("s"), new StreamStatistics(16.6, 500, 3, 1, 12.5, 4));
        row.audioReceived(new SessionId("s"), new short[] {1000}, 16_000, new AudioLevel(-20, -10, false), true, -40);
        assertThat(row.disconnected(new SessionId("s"), ended(), time.nanos())).isTrue();
        assertThat(row.flowIn().get()).as("counts stay, rates and queues end").isEqualTo(new StreamStatistics(0, 500, 3, 1, 12.5, 0));
        assertThat(row.threshold().get()).isEqualTo(AudioLevel.SILENCE.rmsDb());
        assertThat(row.facts().get().presence()).isEqualTo(Presence.ASLEEP);
        assertThat(row.facts().get().connection()).isEmpty();
        assertThat(row.facts().get().history().lastEnd()).contains(ended());
        assertThat(row.history().get()).last().extracting(StateSpan::kind).isEqualTo(StateSpan.Kind.ASLEEP);
    }

    @Test
    void whatPassedIsCountedOverAllConnectionsAndNeverFalls() {
        SessionId first = new SessionId("first");
        SessionId second = new SessionId("second");
        row.connected(first, connection(first), time.now(), time.nanos());
        row.flowIn(first, new StreamStatistics(16.6, 500, 3, 1, 12.5, 4));
        row.flowOut(first, new StreamStatistics(0, 20, 0, 2, 0, 0));
        row.disconnected(first, ended(), time.nanos());
        assertThat(row.totalIn()).isEqualTo(new StreamTotals(500, 3, 1));
        row.connected(second, connection(second), time.now(), time.nanos());
        assertThat(row.totalIn()).as("nothing came yet").isEqualTo(new StreamTotals(500, 3, 1));
        row.flowIn(second, new StreamStatistics(16.6, 10, 1, 0, 0, 0));
        row.flowIn(first, new StreamStatistics(16.6, 700, 9, 9, 12.5, 4));
        assertThat(row.totalIn()).isEqualTo(new StreamTotals(510, 4, 1));
        assertThat(row.totalOut()).isEqualTo(new StreamTotals(20, 0, 2));
        assertThat(row.flowIn().get().frames()).as("of the newest connection").isEqualTo(10);
    }

    @Test
    @DisplayName("U08: the strip keeps 60 s and has no hole at its left end")
    void history() {
        row.connected(new SessionId("s"), connection(new SessionId("s")), time.now(), time.nanos());
        for (int i = 0; i < 40; i++) {
            time.advance(Duration.ofSeconds(5));
            row.enterState(new SessionId("s"), i % 2 == 0 ? StateSpan.Kind.LISTENING : StateSpan.Kind.IDLE, time.nanos());
        }
        List<StateSpan> spans = row.history().get();
        long oldest = time.nanos() - spans.getFirst().fromNanos();
        assertThat(Duration.ofNanos(oldest)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(70));
        assertThat(spans).hasSizeBetween(12, 15);
    }

    static DeviceFacts.Connection connection(SessionId sessionId) {
        Instant at = Instant.parse("2026-11-22T14:00:00Z");
        return new DeviceFacts.Connection(
            new DeviceFacts.Link(sessionId, at, "10.0.0.2", "/xiaozhi/v1/", new DeviceIdentity(new DeviceId("aa"), "aa", DeviceIdentity.Source.HEADER),
                Dialect.XIAOZHI, Framing.RAW, "concentus"),
            new DeviceFacts.Listening(ListenState.IDLE, at, Optional.empty(), Optional.empty()), false, ConnectionMode.CONNECTED_IDLE, Optional.empty(),
            Optional.empty(), 0, "connected");
    }

    private static DeviceFacts.ConnectionEnd ended() {
        return new DeviceFacts.ConnectionEnd(Instant.parse("2026-11-22T14:01:00Z"), 1006, "device.hangup", List.of(), "the device hung up");
    }
}
