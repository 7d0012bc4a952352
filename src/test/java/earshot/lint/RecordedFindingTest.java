package earshot.lint;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.capture.RecordedHandshake;
import earshot.capture.SessionClock;
import earshot.capture.SessionEntry;
import earshot.capture.SessionFile;
import earshot.capture.SessionManifest;
import earshot.device.DeviceIdentity;
import earshot.event.Direction;
import earshot.id.DeviceId;
import earshot.problem.ProblemReason;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import org.junit.jupiter.api.Test;

/// Of two boards that make the same mistake, each is told of its own.
class RecordedFindingTest {
    private static final long START = 5_000_000_000L;
    private static final DeviceId ONE = new DeviceId("aa");
    private static final DeviceId TWO = new DeviceId("bb");

    @Test
    void aFindingNamesItsDeviceItsConnectionAndItsMoment() {
        List<RecordedFinding> found = found(connected(1, ONE, 1), hello(1, 2), connected(2, TWO, 3), hello(2, 4), stt(2, "old", 10), stt(1, "older", 20));
        assertThat(found).containsExactly(
            new RecordedFinding(new Finding(LintRule.SESSION_ID_SENT, ProblemReason.LINT_INSTEAD.with("old", "s-2"), 1, Optional.of(stt(2, "old", 10).text())),
                TWO, 2, at(10)),
            new RecordedFinding(
                new Finding(LintRule.SESSION_ID_SENT, ProblemReason.LINT_INSTEAD.with("older", "s-1"), 1, Optional.of(stt(1, "older", 20).text())), ONE, 1,
                at(20)));
    }

    @Test
    void aBootRequestBelongsToNoConnection() {
        List<RecordedFinding> found = found(connected(1, ONE, 1), new SessionEntry.Ota(at(2), TWO, "{}", 500, "down"));
        assertThat(found).containsExactly(new RecordedFinding(new Finding(LintRule.OTA_REPLY, ProblemReason.LINT_STATUS.with(500), 1), TWO, 0, at(2)));
    }

    @Test
    void aRuleThatGoesOnBeingBrokenIsFoundOnceInAWhile() {
        List<RecordedFinding> found = found(connected(1, ONE, 1), hello(1, 2), stt(1, "old", 10), stt(1, "old", 20), stt(1, "old", 30), stt(1, "s-1", 40),
            stt(1, "old", 50));
        assertThat(found).extracting(RecordedFinding::nanos).as("again after it was kept").containsExactly(at(10), at(50));
        assertThat(found).extracting(one -> one.finding().count()).containsOnly(1);
    }

    private static List<RecordedFinding> found(SessionEntry... entries) {
        SessionClock clock = new SessionClock(Instant.EPOCH, START, Instant.EPOCH.plusMillis(60), ZoneOffset.UTC);
        return SessionLint
            .check(new SessionFile(new SessionManifest(1, "test", clock, Map.of(), List.of(), List.of()), List.of(entries), List.of(), List.of(), List.of()));
    }

    private static long at(long millis) {
        return START + millis * 1_000_000;
    }

    private static SessionEntry connected(int connection, DeviceId device, long millis) {
        RecordedHandshake handshake = new RecordedHandshake(device, DeviceIdentity.Source.HEADER, "10.0.0.7", "/xiaozhi/v1/", Map.of("protocol-version", "1"),
            false, Framing.RAW, Dialect.XIAOZHI);
        return new SessionEntry.Connected(at(millis), connection, handshake);
    }

    private static SessionEntry hello(int connection, long millis) {
        return sent(connection, "{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s-" + connection
            + "\",\"audio_params\":{\"format\":\"opus\",\"sample_rate\":24000,\"channels\":1,\"frame_duration\":60}}", millis);
    }

    private static SessionEntry.Text stt(int connection, String session, long millis) {
        return sent(connection, "{\"type\":\"stt\",\"text\":\"hi\",\"session_id\":\"" + session + "\"}", millis);
    }

    private static SessionEntry.Text sent(int connection, String text, long millis) {
        return new SessionEntry.Text(at(millis), connection, Direction.OUT, text, text.length());
    }
}
