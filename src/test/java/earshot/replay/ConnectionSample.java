package earshot.replay;

import module java.base;

import earshot.capture.RecordedConnection;
import earshot.capture.RecordedHandshake;
import earshot.capture.SessionEntry;
import earshot.device.DeviceIdentity;
import earshot.event.Direction;
import earshot.id.DeviceId;
import earshot.server.CloseStatus;
import earshot.wire.Dialect;
import earshot.wire.Framing;

/// A recorded connection, entry by entry; times in milliseconds.
final class ConnectionSample {
    static final DeviceId BOARD = new DeviceId("aa:bb:cc:00:00:01");

    private final RecordedHandshake handshake;
    private final List<SessionEntry.OfConnection> traffic = new ArrayList<>();
    private long now;

    ConnectionSample() {
        this("/xiaozhi/v1/",
            Map.of("device-id", BOARD.value(), "protocol-version", "1", "client-id", "***", "authorization", "Bearer ***", "host", "old:8000"));
    }

    ConnectionSample(String target, Map<String, String> headers) {
        handshake = new RecordedHandshake(BOARD, DeviceIdentity.Source.HEADER, "192.168.1.30", target, headers, false, Framing.RAW, Dialect.XIAOZHI);
    }

    /// A spoken answer to a sentence.
    static ConnectionSample answered(int frames) {
        return answered("hello there", frames);
    }

    static ConnectionSample answered(String heard, int frames) {
        return new ConnectionSample().greeted().in("{\"session_id\":\"old-session\",\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}")
            .packets(Direction.IN, 10)
            .pass(400).out("{\"type\":\"stt\",\"text\":\"" + heard + "\",\"session_id\":\"old-session\"}").pass(100).answer("General Kenobi.", frames);
    }

    ConnectionSample greeted() {
        return in("{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\"}").pass(5)
            .out("{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"old-session\"}").pass(20);
    }

    ConnectionSample answer(String words, int frames) {
        return out("{\"type\":\"tts\",\"state\":\"start\",\"session_id\":\"old-session\"}").pass(30)
            .out("{\"type\":\"tts\",\"state\":\"sentence_start\",\"text\":\"" + words + "\"}").packets(Direction.OUT, frames)
            .pass(60).out("{\"type\":\"tts\",\"state\":\"stop\"}");
    }

    ConnectionSample pass(long millis) {
        now += millis;
        return this;
    }

    ConnectionSample in(String text) {
        return add(new SessionEntry.Text(nanos(), 1, Direction.IN, text, text.length()));
    }

    ConnectionSample out(String text) {
        return add(new SessionEntry.Text(nanos(), 1, Direction.OUT, text, text.length()));
    }

    ConnectionSample packets(Direction direction, int count) {
        for (int i = 0; i < count; i++) {
            add(new SessionEntry.Packet(nanos(), 1, direction, 0, new byte[] {0x58, 1, (byte) i, 3, 4, 5, 6}));
            pass(20);
        }
        return this;
    }

    ConnectionSample closed(int code, CloseStatus.Cause cause) {
        return add(new SessionEntry.Closed(nanos(), 1, new CloseStatus(code, "", cause)));
    }

    private ConnectionSample add(SessionEntry.OfConnection entry) {
        traffic.add(entry);
        return this;
    }

    private long nanos() {
        return now * 1_000_000;
    }

    RecordedConnection done() {
        return new RecordedConnection(1, handshake, 0, traffic);
    }
}
