package earshot.capture;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.DeviceIdentity;
import earshot.id.DeviceId;
import earshot.server.CloseStatus;
import earshot.server.ConnectionAttempt;
import earshot.server.Handshake;
import earshot.time.TimeFake;
import earshot.wire.BinaryFrameCodec;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What memory keeps of what passed.
class TrafficHistoryTest {
    private final TimeFake time = new TimeFake();
    private final TrafficHistory log = new TrafficHistory(time, 20_000);
    private long nanos = time.nanos();

    @Test
    void theNewestIsKeptWithTheBeginOfItsConnectionAndWhatIsMissingIsCounted() {
        TrafficListener device = log.connected(handshake(Framing.RAW));
        device.textReceived("{\"type\":\"hello\"}", ++nanos);
        device.textSent("{\"type\":\"hello\",\"session_id\":\"s\"}", ++nanos);
        for (int i = 0; i < 1_000; i++) {
            device.frameReceived(SampleSession.packet(i), ++nanos);
        }
        List<SessionEntry> kept = new ArrayList<>(log.entries());
        kept.sort(Comparator.comparingLong(SessionEntry::nanos));
        assertThat(kept).hasSizeBetween(100, 200);
        assertThat(kept.subList(0, 3)).extracting(entry -> entry.getClass().getSimpleName()).containsExactly("Connected", "Text", "Text");
        assertThat(kept.get(3)).isInstanceOfSatisfying(SessionEntry.Lost.class, lost -> assertThat(lost.count()).isEqualTo(1_003 - (kept.size() - 4)));
        assertThat(kept.getLast()).isInstanceOfSatisfying(SessionEntry.Packet.class, last -> assertThat(last.nanos()).isEqualTo(nanos));
    }

    @Test
    void aReceiverGetsTheBeginOfOpenConnectionsAndThenWhatPasses() {
        TrafficListener gone = log.connected(handshake(Framing.RAW));
        gone.closed(new CloseStatus(1000, "", CloseStatus.Cause.DEVICE), ++nanos);
        TrafficListener open = log.connected(handshake(Framing.RAW));
        open.textReceived("{\"type\":\"hello\"}", ++nanos);
        open.textReceived("{\"type\":\"listen\"}", ++nanos);
        List<SessionEntry> got = new ArrayList<>();
        TrafficHistory.Receiver receiver = one -> got.add(one.entry());
        log.send(receiver);
        assertThat(got).hasSize(2).allSatisfy(entry -> assertThat(((SessionEntry.OfConnection) entry).connection()).isEqualTo(2));
        open.textSent("x", ++nanos);
        log.stopSending(_ -> {});
        open.textSent("y", ++nanos);
        log.stopSending(receiver);
        open.textSent("z", ++nanos);
        assertThat(got).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(Framing.class)
    void packetsAreTakenOutOfTheirFramingOnlyWhereTheyCanBePutBack(Framing framing) {
        TrafficListener device = log.connected(handshake(framing));
        byte[] whole = BinaryFrameCodec.wrap(framing, SampleSession.packet(1), 70_000);
        byte[] odd = whole.clone();
        if (framing == Framing.TIMESTAMPED) {
            // the reserved field
            odd[5] = 1;
        }
        List<byte[]> frames = List.of(new byte[0], new byte[] {0x5b}, odd);
        device.frameReceived(whole, ++nanos);
        frames.forEach(frame -> device.frameSent(frame, ++nanos));
        List<SessionEntry> kept = log.entries();
        assertThat(kept.get(1)).isInstanceOfSatisfying(SessionEntry.Packet.class, packet ->
            assertThat(BinaryFrameCodec.wrap(framing, packet.opus(), packet.timestampMillis())).isEqualTo(whole));
        assertThat(kept.get(2)).isInstanceOf(SessionEntry.Frame.class);
        assertThat(kept.get(3)).as("no packet: its number of frames is missing").isInstanceOf(SessionEntry.Frame.class);
        if (framing == Framing.TIMESTAMPED) {
            assertThat(kept.get(4)).isInstanceOfSatisfying(SessionEntry.Frame.class, frame -> assertThat(frame.content()).isEqualTo(odd));
        }
    }

    @Test
    void secretsAreMaskedAndSizesAreTrue() {
        TrafficListener device = log.connected(handshake(Framing.RAW));
        device.textReceived("{\"token\":\"0123456789\",\"x\":\"é\"}", ++nanos);
        log.otaAnswered(new DeviceId("aa"), "{\"password\":\"0123456789\"}".getBytes(StandardCharsets.UTF_8), 200,
            "{\"websocket\":{\"token\":\"0123456789\"}}".getBytes(StandardCharsets.UTF_8));
        device.closed(new CloseStatus(1008, "token=0123456789", CloseStatus.Cause.SERVER), ++nanos);
        assertThat(log.entries().toString()).doesNotContain("0123456789").contains("***");
        assertThat(log.entries().get(1)).isInstanceOfSatisfying(SessionEntry.Text.class, text -> assertThat(text.bytes()).isEqualTo(31));
    }

    @Test
    void theQueryIsThatOfTheRequest() {
        RecordedHandshake recorded = RecordedHandshake.of(handshake(Framing.COMPACT));
        assertThat(recorded.target()).isEqualTo("/xiaozhi/v1/?device-id=aa");
        assertThat(recorded.handshake()).satisfies(again -> {
            assertThat(again.framing()).isEqualTo(Framing.COMPACT);
            assertThat(again.headers()).containsEntry("x", "y");
        });
    }

    static Handshake handshake(Framing framing) {
        DeviceIdentity identity = new DeviceIdentity(new DeviceId("aa"), "c", DeviceIdentity.Source.QUERY);
        ConnectionAttempt attempt = new ConnectionAttempt(1, Instant.EPOCH, ConnectionAttempt.Port.WEBSOCKET, "10.0.0.7",
            "GET /xiaozhi/v1/?device-id=aa HTTP/1.1", Optional.of(new DeviceId("aa")), ConnectionAttempt.Step.HELLO, Optional.empty());
        return new Handshake(new InetSocketAddress("10.0.0.7", 1), "/xiaozhi/v1/", Map.of("x", "y"), identity, false, framing, Dialect.XIAOZHI, attempt);
    }
}
