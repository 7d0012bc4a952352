package earshot.capture;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.event.Direction;
import earshot.server.CloseStatus;
import earshot.time.TimeFake;
import earshot.wire.Framing;
import org.junit.jupiter.api.Test;

/// What a connection notes, and what of its beginning is kept when the rest is forgotten.
class CapturedConnectionTest {
    private static final int LONGEST = 8_192;

    private final TrafficHistory log = new TrafficHistory(new TimeFake(), 1_000);
    private final CapturedConnection connection = new CapturedConnection(log, 3, HandshakeFake.of(SampleSession.BOARD, Framing.COMPACT), 10);

    @Test
    void itBeginsWithItselfAlone() {
        assertThat(connection.begin()).containsExactly(connection.begun());
        assertThat(connection.begun().nanos()).isEqualTo(10);
        assertThat(connection.begun().connection()).isSameAs(connection);
        assertThat(connection.number()).isEqualTo(3);
        assertThat(connection.handshake().device()).isEqualTo(SampleSession.BOARD);
        assertThat(connection.handshake().framing()).isEqualTo(Framing.COMPACT);
    }

    @Test
    void theFirstTextOfEachWayIsKeptInTheOrderOfTime() {
        connection.textSent("server hello", 30);
        connection.textReceived("board hello", 20);
        connection.textReceived("listen", 40);
        connection.textSent("tts", 50);
        assertThat(connection.begin()).hasSize(3).first().isEqualTo(connection.begun());
        assertThat(texts(connection.begin())).containsExactly("board hello", "server hello");
    }

    @Test
    void framesAndTheEndAreNotPartOfTheBegin() {
        connection.frameReceived(new byte[] {1}, 20);
        connection.frameSent(new byte[] {2}, 30);
        connection.closed(new CloseStatus(1000, "", CloseStatus.Cause.DEVICE), 40);
        assertThat(connection.begin()).containsExactly(connection.begun());
    }

    @Test
    void aFirstTextThatIsNoHelloByItsLengthIsNotKept() {
        connection.textReceived("x".repeat(LONGEST + 1), 20);
        assertThat(connection.begin()).hasSize(1);
        connection.textReceived("y".repeat(LONGEST), 30);
        connection.textReceived("z", 40);
        assertThat(texts(connection.begin())).containsExactly("y".repeat(LONGEST));
    }

    @Test
    void theBeginIsTheSameHoweverMuchPassesLater() {
        connection.textReceived("hello", 20);
        List<CapturedTraffic> begin = connection.begin();
        IntStream.range(0, 1_000).forEach(i -> connection.textReceived("later " + i, 30 + i));
        assertThat(connection.begin()).isEqualTo(begin);
        assertThat(log.entries()).as("the log forgot it, and tells it all the same").anySatisfy(entry ->
            assertThat(entry).isEqualTo(new SessionEntry.Text(20, 3, Direction.IN, "hello", 5)));
    }

    @Test
    void whatPassesIsCapturedWithItsMomentAndDirection() {
        List<CapturedTraffic> captured = new ArrayList<>();
        log.send(captured::add);
        byte[] in = {1};
        byte[] out = {2};
        CloseStatus status = new CloseStatus(1006, "gone", CloseStatus.Cause.NETWORK);
        connection.textReceived("a", 11);
        connection.frameReceived(in, 12);
        connection.textSent("b", 13);
        connection.frameSent(out, 14);
        connection.closed(status, 15);
        assertThat(captured).containsExactly(new CapturedTraffic.Text(11, connection, Direction.IN, "a"), new CapturedTraffic.Binary(12, connection, Direction.IN, in),
            new CapturedTraffic.Text(13, connection, Direction.OUT, "b"), new CapturedTraffic.Binary(14, connection, Direction.OUT, out),
            new CapturedTraffic.Ended(15, connection, status));
    }

    private static List<String> texts(List<CapturedTraffic> traffic) {
        return traffic.stream().filter(CapturedTraffic.Text.class::isInstance).map(one -> ((CapturedTraffic.Text) one).text()).toList();
    }
}
