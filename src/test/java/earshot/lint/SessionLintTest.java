package earshot.lint;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.capture.RecordedFault;
import earshot.capture.RecordedHandshake;
import earshot.capture.SessionClock;
import earshot.capture.SessionEntry;
import earshot.capture.SessionFile;
import earshot.capture.SessionManifest;
import earshot.device.DeviceIdentity;
import earshot.event.Direction;
import earshot.id.DeviceId;
import earshot.server.CloseStatus;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Recorded traffic is judged as what passes now, and what is missing accuses nobody.
class SessionLintTest {
    private static final DeviceId BOARD = new DeviceId("aa");
    private static final long START = 1_000_000_000_000L;

    private final List<SessionEntry> entries = new ArrayList<>();
    private List<RecordedFault> faults = List.of();
    private long nanos = START;

    @Test
    @DisplayName("U46: each rule that was broken is found with its connection and its moment")
    void whatWasBrokenIsFound() {
        begin(1);
        talk();
        waits(100);
        long moment = nanos;
        in("{\"type\":\"listen\",\"session_id\":\"old\",\"state\":\"start\",\"mode\":\"auto\"}");
        entries.add(new SessionEntry.Frame(pass(), 1, Direction.IN, HexFormat.of().parseHex("00000009580102030405060708")));
        entries.add(new SessionEntry.Ota(pass(), BOARD, "no json", 200,
            "{\"websocket\":{\"url\":\"ws://h:8000/x/\",\"token\":\"***\",\"version\":1},\"firmware\":{\"version\":\"1.0.0\",\"url\":\"\"}}"));
        assertThat(found()).containsExactly("session-id #1", "framing-received #1", "ota-body #0");
        assertThat(SessionLint.check(file(START)).getFirst()).satisfies(one -> {
            assertThat(one.nanos()).isEqualTo(moment);
            assertThat(one.finding().detail()).contains("old");
            assertThat(one.device()).isEqualTo(BOARD);
        });
    }

    @Test
    void correctTrafficHasNoFinding() {
        begin(1);
        talk();
        talk();
        entries.add(new SessionEntry.Closed(pass(), 1, new CloseStatus(1000, "", CloseStatus.Cause.DEVICE)));
        assertThat(found()).isEmpty();
    }

    @Test
    void silenceCountsUntilTheEndOfTheRecording() {
        begin(1);
        waits(30_000);
        assertThat(found()).as("no hello was answered").containsExactly("hello-late #1");
        entries.add(1, new SessionEntry.Closed(START + 200_000_000, 1, new CloseStatus(1000, "", CloseStatus.Cause.DEVICE)));
        assertThat(found()).as("the device left before").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("a connection of which something is missing is judged once it is known who speaks and who listens")
    void whatIsMissingAccusesNobody(boolean lost) {
        begin(1);
        if (lost) {
            entries.add(new SessionEntry.Lost(pass(), 10));
        }
        waits(10);
        long recorded = lost ? START : nanos;
        // the beginning of this answer and of this speech was not recorded
        entries.add(new SessionEntry.Packet(pass(), 1, Direction.OUT, 0, Conversation.SPEECH));
        entries.add(new SessionEntry.Packet(pass(), 1, Direction.IN, 0, Conversation.SPEECH));
        assertThat(SessionLint.check(file(recorded))).isEmpty();
        talk();
        waits(1_000);
        entries.add(new SessionEntry.Packet(pass(), 1, Direction.OUT, 0, Conversation.SPEECH));
        assertThat(SessionLint.check(file(recorded))).extracting(one -> one.finding().rule()).containsExactly(LintRule.AUDIO_UNANNOUNCED);
        assertThat(SessionLint.check(file(START))).as("without the gap").hasSize(lost ? 1 : 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"burst", "jitter"})
    void whatASwitchedOnFaultHeldBackIsNoFinding(String kind) {
        begin(1);
        talk();
        out("{\"type\":\"tts\",\"session_id\":\"s\",\"state\":\"start\"}");
        for (int i = 0; i < 60; i++) {
            entries.add(new SessionEntry.Packet(pass(), 1, Direction.OUT, 0, Conversation.SPEECH));
        }
        assertThat(found()).containsExactly("audio-early #1", "audio-ahead #1");
        Instant on = file(START).at(nanos).minusMillis(500);
        RecordedFault whole = new RecordedFault("aa server " + kind, "300", Optional.of(on), Optional.empty());
        faults = List.of(whole);
        assertThat(found()).isEmpty();
        for (RecordedFault other : List.of(new RecordedFault("bb server " + kind, "300", Optional.of(on), Optional.empty()),
            new RecordedFault("aa server latency", "300", Optional.of(on), Optional.empty()), new RecordedFault("aa server later-version", "300", Optional.of(on), Optional.empty()),
            new RecordedFault(whole.name(), "300", Optional.of(on), Optional.of(on.plusMillis(1))),
            new RecordedFault(whole.name(), "300", Optional.of(on.plusSeconds(1)), Optional.empty()))) {
            faults = List.of(other);
            assertThat(found()).as("%s", other).containsExactly("audio-early #1", "audio-ahead #1");
        }
        faults = List.of(new RecordedFault(whole.name(), "300", Optional.empty(), Optional.empty()));
        assertThat(found()).as("a file of an older version").isEmpty();
    }

    private void begin(int connection) {
        RecordedHandshake handshake = new RecordedHandshake(BOARD, DeviceIdentity.Source.HEADER, "10.0.0.7", "/xiaozhi/v1/", Map.of("protocol-version", "1"),
            false, Framing.RAW, Dialect.XIAOZHI);
        entries.add(new SessionEntry.Connected(nanos, connection, handshake));
        waits(10);
        in("{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\"}");
    }

    /// A whole turn; the first one answers the hello.
    private void talk() {
        if (entries.stream().noneMatch(entry -> entry instanceof SessionEntry.Text text && text.direction() == Direction.OUT)) {
            out("{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s\",\"audio_params\":{\"sample_rate\":24000,\"frame_duration\":60}}");
        }
        in("{\"type\":\"listen\",\"session_id\":\"s\",\"state\":\"start\",\"mode\":\"auto\"}");
        for (int i = 0; i < 10; i++) {
            entries.add(new SessionEntry.Packet(pass(), 1, Direction.IN, 0, Conversation.SPEECH));
            waits(59);
        }
        out("{\"type\":\"tts\",\"session_id\":\"s\",\"state\":\"start\"}");
        waits(100);
        for (int i = 0; i < 10; i++) {
            entries.add(new SessionEntry.Packet(pass(), 1, Direction.OUT, 0, Conversation.SPEECH));
            waits(59);
        }
        waits(500);
        out("{\"type\":\"tts\",\"session_id\":\"s\",\"state\":\"stop\"}");
    }

    private void in(String text) {
        entries.add(new SessionEntry.Text(pass(), 1, Direction.IN, text, text.length()));
    }

    private void out(String text) {
        entries.add(new SessionEntry.Text(pass(), 1, Direction.OUT, text, text.length()));
    }

    /// The moment now; a millisecond goes by.
    private long pass() {
        long now = nanos;
        waits(1);
        return now;
    }

    private void waits(long millis) {
        nanos += millis * 1_000_000;
    }

    private SessionFile file(long recorded) {
        Instant at = Instant.parse("2026-11-22T14:00:00Z");
        SessionClock clock = new SessionClock(at, recorded, at.plusNanos(nanos - recorded), ZoneOffset.UTC);
        return new SessionFile(new SessionManifest(1, "test", clock, Map.of(), List.of(), faults), entries, List.of(), List.of(), List.of());
    }

    private List<String> found() {
        return SessionLint.check(file(START)).stream().map(one -> one.finding().rule().id() + " #" + one.connection()).toList();
    }
}
