package earshot.capture;

import module java.base;

import earshot.device.DeviceIdentity;
import earshot.id.DeviceId;
import earshot.server.ConnectionAttempt;
import earshot.server.Handshake;
import earshot.wire.Dialect;
import earshot.wire.Framing;

/// Handshakes of a board.
public final class HandshakeFake {
    private HandshakeFake() {}

    public static Handshake of(DeviceId id, Framing framing) {
        ConnectionAttempt attempt = new ConnectionAttempt(1, Instant.EPOCH, ConnectionAttempt.Port.WEBSOCKET, "10.0.0.7", "GET /", Optional.of(id),
            ConnectionAttempt.Step.HELLO, Optional.empty());
        return new Handshake(new InetSocketAddress("10.0.0.7", 1), "/xiaozhi/v1/", Map.of(), new DeviceIdentity(id, "c", DeviceIdentity.Source.HEADER), false,
            framing, Dialect.XIAOZHI, attempt);
    }
}
