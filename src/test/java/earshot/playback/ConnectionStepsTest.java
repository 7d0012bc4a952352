package earshot.playback;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.capture.RecordedConnection;
import earshot.capture.RecordedHandshake;
import earshot.capture.SessionClock;
import earshot.capture.SessionEntry;
import earshot.capture.SessionFile;
import earshot.device.ConnectionMode;
import earshot.device.DeviceFacts.Connection;
import earshot.device.DeviceIdentity;
import earshot.device.ListenState;
import earshot.device.StateSpan.Kind;
import earshot.event.Direction;
import earshot.id.DeviceId;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import earshot.wire.ListenMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// One message each second.
class ConnectionStepsTest {
    private static final Instant BEGAN = Instant.parse("2026-11-22T14:03:00Z");
    private static final long SECOND = 1_000_000_000L;
    private static final DeviceId BOARD = new DeviceId("aa");
    private static final String TTS_START = "{\"type\":\"tts\",\"state\":\"start\"}";
    private static final String TTS_STOP = "{\"type\":\"tts\",\"state\":\"stop\"}";
    private static final String STT = "{\"type\":\"stt\",\"text\":\"hello\"}";

    private final List<SessionEntry.OfConnection> traffic = new ArrayList<>();

    @Test
    void aConversationGoesThroughItsStates() {
        SessionFile file = SessionFileSamples.conversation();
        List<ConnectionSteps.Step> steps = new ConnectionSteps(file.manifest().clock()).of(file.connections().getFirst());
        assertThat(steps).extracting(ConnectionSteps.Step::kind)
            .containsExactly(Kind.IDLE, Kind.IDLE, Kind.IDLE, Kind.LISTENING, Kind.FINALIZING, Kind.IDLE, Kind.SPEAKING, Kind.IDLE, Kind.ASLEEP);
        assertThat(steps).extracting(ConnectionSteps.Step::nanos).isSorted();
        assertThat(steps.getLast().connection()).isEmpty();
    }

    @Test
    void aConnectionBeginsAsItsHandshakeTellsIt() {
        Connection first = connections().getFirst();
        assertThat(first.link().identity()).isEqualTo(new DeviceIdentity(BOARD, "aa", DeviceIdentity.Source.QUERY));
        assertThat(first.link().remote()).isEqualTo("192.168.1.40");
        assertThat(first.link().path()).isEqualTo("/supie/v1/");
        assertThat(first.link().dialect()).isEqualTo(Dialect.BADGE);
        assertThat(first.link().since()).isEqualTo(BEGAN);
        assertThat(first.mode()).isEqualTo(ConnectionMode.CONNECTED_IDLE);
        assertThat(first.hello()).isEmpty();
        assertThat(first.lastEvent()).isEmpty();
    }

    @Test
    @DisplayName("U53: a device that was listening or spoken to when the recording began is not shown as idle")
    void aRecordingMayBeginInTheMiddle() {
        packet(Direction.IN);
        assertThat(connections().getFirst().listening().state()).isEqualTo(ListenState.LISTENING);
        out(TTS_START);
        assertThat(connections().getLast().listening().state()).isEqualTo(ListenState.IDLE);
        assertThat(connections().getLast().speaking()).isTrue();
        traffic.clear();
        packet(Direction.OUT);
        assertThat(connections().getFirst().speaking()).isTrue();
        out(TTS_STOP);
        assertThat(connections().getLast().speaking()).isFalse();
    }

    private void packet(Direction direction) {
        traffic.add(new SessionEntry.Packet(SECOND * (traffic.size() + 1), 1, direction, 0, new byte[] {1}));
    }

    @Test
    void theHellosTellWhatTheDeviceCanDoAndTheSession() {
        in("{\"type\":\"hello\",\"version\":3,\"features\":{\"aec\":true},\"audio_params\":{\"format\":\"opus\",\"sample_rate\":24000,\"frame_duration\":20}}");
        out("{\"type\":\"hello\",\"session_id\":\"s-7\"}");
        Connection greeted = connections().getLast();
        assertThat(greeted.hello()).hasValueSatisfying(hello -> {
            assertThat(hello.version()).isEqualTo(3);
            assertThat(hello.audio()).isEqualTo("opus 24000 Hz 20 ms");
            assertThat(hello.features()).containsExactly("aec");
        });
        assertThat(greeted.link().sessionId().value()).isEqualTo("s-7");
        assertThat(greeted.link().remote()).as("the rest of the link stays").isEqualTo("192.168.1.40");
        assertThat(greeted.lastEvent()).isEqualTo("→ hello");
    }

    @Test
    void theMicrophoneIsOpenDuringAnAnswerInRealtimeModeAlone() {
        for (ListenMode mode : ListenMode.values()) {
            traffic.clear();
            listen("start", ",\"mode\":\"" + mode.wireName() + "\"");
            out(STT);
            out(TTS_START);
            out(TTS_STOP);
            ListenState expected = mode == ListenMode.REALTIME ? ListenState.LISTENING : ListenState.IDLE;
            assertThat(connections().subList(2, 5)).as(mode.name()).extracting(open -> open.listening().state()).containsOnly(expected);
            assertThat(kinds().get(3)).as("what is heard goes before what is listened to").isEqualTo(Kind.SPEAKING);
        }
    }

    @Test
    void onlyWhoListensCanStopListening() {
        listen("stop", "");
        listen("start", "");
        listen("detect", ",\"text\":\"hi\"");
        listen("stop", "");
        listen("stop", "");
        assertThat(kinds()).containsExactly(Kind.IDLE, Kind.IDLE, Kind.LISTENING, Kind.LISTENING, Kind.FINALIZING, Kind.FINALIZING);
    }

    @Test
    void aStateBeganWithTheMessageThatBroughtIt() {
        listen("start", "");
        in("{\"type\":\"mcp\",\"payload\":{}}");
        listen("start", "");
        listen("stop", "");
        assertThat(connections()).extracting(open -> Duration.between(BEGAN, open.listening().since()).toSeconds()).containsExactly(0L, 1L, 1L, 1L, 4L);
    }

    @Test
    void theModeStaysUntilTheDeviceNamesAnother() {
        listen("start", ",\"mode\":\"manual\"");
        listen("stop", "");
        listen("start", ",\"mode\":\"auto\"");
        assertThat(connections()).extracting(open -> open.listening().mode()).containsExactly(Optional.empty(), Optional.of(ListenMode.MANUAL),
            Optional.of(ListenMode.MANUAL), Optional.of(ListenMode.AUTO));
    }

    @Test
    void aConnectionIsInConversationFromTheFirstWordOn() {
        in("{\"type\":\"ping\"}");
        out(TTS_START);
        out(TTS_STOP);
        assertThat(connections()).extracting(Connection::mode)
            .containsExactly(ConnectionMode.CONNECTED_IDLE, ConnectionMode.CONNECTED_IDLE, ConnectionMode.DIALOG_ACTIVE, ConnectionMode.DIALOG_ACTIVE);
    }

    @Test
    void whatCannotBeReadChangesNothingButTheNewestEvent() {
        listen("start", "");
        in("no json");
        out("no json");
        assertThat(kinds()).containsExactly(Kind.IDLE, Kind.LISTENING, Kind.LISTENING, Kind.LISTENING);
        assertThat(connections().get(2).lastEvent()).isEqualTo("← malformed");
        assertThat(connections().get(3).lastEvent()).isEqualTo("→ ");
    }

    @Test
    void aLongEventIsCutBetweenTwoCharacters() {
        in("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"" + "😊".repeat(300) + "\"}");
        in("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"x" + "😊".repeat(300) + "\"}");
        assertThat(connections().subList(1, 3)).extracting(Connection::lastEvent).allSatisfy(event -> {
            assertThat(event).hasSizeLessThanOrEqualTo(300).endsWith("😊…");
            assertThat(event.codePoints()).noneMatch(one -> Character.getType(one) == Character.SURROGATE);
        });
    }

    @Test
    void soundChangesNoState() {
        out(TTS_STOP);
        packet(Direction.OUT);
        traffic.add(new SessionEntry.Frame(3 * SECOND, 1, Direction.IN, new byte[0]));
        assertThat(kinds()).containsExactly(Kind.IDLE, Kind.IDLE);
    }

    private void listen(String state, String more) {
        in("{\"type\":\"listen\",\"state\":\"" + state + "\"" + more + "}");
    }

    private void in(String text) {
        add(Direction.IN, text);
    }

    private void out(String text) {
        add(Direction.OUT, text);
    }

    private void add(Direction direction, String text) {
        traffic.add(new SessionEntry.Text((traffic.size() + 1) * SECOND, 1, direction, text, text.length()));
    }

    private List<ConnectionSteps.Step> steps() {
        RecordedHandshake handshake = new RecordedHandshake(BOARD, DeviceIdentity.Source.QUERY, "192.168.1.40", "/supie/v1/?token=***", Map.of(), false,
            Framing.RAW, Dialect.BADGE);
        return new ConnectionSteps(new SessionClock(BEGAN, 0, BEGAN, ZoneOffset.UTC)).of(new RecordedConnection(1, handshake, 0, traffic));
    }

    private List<Kind> kinds() {
        return steps().stream().map(ConnectionSteps.Step::kind).toList();
    }

    private List<Connection> connections() {
        return steps().stream().map(step -> step.connection().orElseThrow()).toList();
    }
}
