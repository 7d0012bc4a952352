package earshot.capture;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.event.Direction;
import earshot.server.CloseStatus;
import earshot.time.TimeFake;
import earshot.wire.BinaryFrameCodec;
import earshot.wire.Framing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is made of captured traffic when somebody keeps it, and how much memory it counts for until then.
class CapturedTrafficTest {
    private static final byte[] PACKET = SampleSession.packet(7);

    private final TrafficHistory log = new TrafficHistory(new TimeFake());

    @Test
    void theBeginTellsItsHandshake() {
        CapturedConnection connection = connection(Framing.RAW);
        assertThat(connection.begun().entry()).isEqualTo(new SessionEntry.Connected(5, 2, connection.handshake()));
    }

    @Test
    void aTextIsMaskedAndItsSizeIsThatOfWhatPassed() {
        String text = "{\"type\":\"hello\",\"token\":\"0123456789\",\"text\":\"你好\"}";
        SessionEntry entry = new CapturedTraffic.Text(9, connection(Framing.RAW), Direction.OUT, text).entry();
        assertThat(entry)
            .isEqualTo(new SessionEntry.Text(9, 2, Direction.OUT, text.replace("0123456789", "***"), text.getBytes(StandardCharsets.UTF_8).length));
    }

    @ParameterizedTest
    @EnumSource
    void aPacketIsTakenOutOfItsFraming(Framing framing) {
        byte[] message = BinaryFrameCodec.wrap(framing, PACKET, 0xFFFF_FFFEL);
        assertThat(binary(framing, message)).isInstanceOfSatisfying(SessionEntry.Packet.class, packet -> {
            assertThat(packet.opus()).isEqualTo(PACKET);
            assertThat(packet.timestampMillis()).as("unsigned").isEqualTo(framing == Framing.TIMESTAMPED ? 0xFFFF_FFFEL : 0);
            assertThat(packet.direction()).isEqualTo(Direction.IN);
            assertThat(packet.connection()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aMessageInAnotherFramingStaysAsItCame(Framing framing) {
        for (Framing other : Framing.values()) {
            byte[] message = BinaryFrameCodec.wrap(other, PACKET, 1);
            if (other != framing) {
                assertThat(binary(framing, message)).as(other + " where " + framing + " was announced").isInstanceOfSatisfying(SessionEntry.Frame.class,
                    frame ->
                    assertThat(frame.content()).isEqualTo(message));
            }
        }
    }

    @Test
    void aMessageThatWouldNotComeOutTheSameStaysAsItCame() {
        byte[] reserved = BinaryFrameCodec.wrap(Framing.COMPACT, PACKET, 0);
        reserved[1] = 9;
        assertThat(binary(Framing.COMPACT, reserved)).as("the reserved byte would be lost").isInstanceOf(SessionEntry.Frame.class);
        byte[] text = BinaryFrameCodec.wrap(Framing.COMPACT, "{}".getBytes(StandardCharsets.UTF_8), 0);
        text[0] = 1;
        assertThat(binary(Framing.COMPACT, text)).isInstanceOf(SessionEntry.Frame.class);
        assertThat(binary(Framing.RAW, new byte[0])).isInstanceOf(SessionEntry.Frame.class);
        byte[] large = new byte[70_000];
        large[0] = PACKET[0];
        assertThat(binary(Framing.RAW, large)).as("too long for a file of sound").isInstanceOf(SessionEntry.Frame.class);
    }

    @Test
    void theReasonOfAnEndIsMasked() {
        CloseStatus status = new CloseStatus(1008, "token=0123456789", CloseStatus.Cause.SERVER);
        assertThat(new CapturedTraffic.Ended(9, connection(Framing.RAW), status).entry())
            .isEqualTo(new SessionEntry.Closed(9, 2, new CloseStatus(1008, "token=***", CloseStatus.Cause.SERVER)));
    }

    @Test
    void bothBodiesOfABootRequestAreMaskedAndNeedNotBeText() {
        byte[] request = "{\"password\":\"0123456789\",\"uuid\": \"6f9b\",\"version\":2}".getBytes(StandardCharsets.UTF_8);
        byte[] reply = {'o', 'k', (byte) 0xff};
        assertThat(new CapturedTraffic.Ota(9, SampleSession.BOARD, request, 500, reply).entry())
            .isEqualTo(new SessionEntry.Ota(9, SampleSession.BOARD, "{\"password\":\"***\",\"uuid\": \"***\",\"version\":2}", 500, "ok\uFFFD"));
    }

    @Test
    void memoryGrowsWithTheContent() {
        CapturedConnection connection = connection(Framing.RAW);
        int nothing = new CapturedTraffic.Text(9, connection, Direction.IN, "").memory();
        assertThat(nothing).as("an empty one takes room as well").isPositive();
        assertThat(new CapturedTraffic.Text(9, connection, Direction.IN, "x".repeat(500)).memory()).isEqualTo(nothing + 1_000);
        assertThat(new CapturedTraffic.Binary(9, connection, Direction.IN, new byte[500]).memory()).isEqualTo(nothing + 500);
        assertThat(new CapturedTraffic.Ota(9, SampleSession.BOARD, new byte[300], 200, new byte[200]).memory()).isEqualTo(nothing + 500);
        assertThat(connection.begun().memory()).as("its headers").isGreaterThan(nothing);
    }

    private CapturedConnection connection(Framing framing) {
        return new CapturedConnection(log, 2, HandshakeFake.of(SampleSession.BOARD, framing), 5);
    }

    private SessionEntry binary(Framing framing, byte[] message) {
        return new CapturedTraffic.Binary(9, connection(framing), Direction.IN, message).entry();
    }
}
