package earshot.server;

import module java.base;

import earshot.id.DeviceId;
import earshot.proof.HostileTarget;
import earshot.time.TimeFake;
import java.lang.reflect.Proxy;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.WebSocketListener;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;

/// Frames of WebSocket as they come over the wire, in two pieces: their heads, masks, fragments and control frames.
final class HostileFrames {
    private static final int LARGEST = 64 * 1024;
    private static final DeviceId DEVICE = new DeviceId("aa");
    private static final WebSocketListener NOBODY = (WebSocketListener) Proxy.newProxyInstance(WebSocketListener.class.getClassLoader(),
        new Class<?>[] { WebSocketListener.class }, (_, _, _) -> null);
    private static final List<String> SAMPLES = Stream
        .of(one(0x81, "{\"type\":\"ping\"}"), one(0x82, "x".repeat(300)), one(0x89, "p") + one(0x8A, "p"), one(0x88, "\u0003\u00e8bye"),
        one(0x01, "{\"type\":") + one(0x00, "\"li") + one(0x89, "") + one(0x80, "sten\"}"), one(0x81, "x".repeat(70_000)).substring(0, 5_000)).toList();

    private HostileFrames() {}

    static HostileTarget target() {
        TimeFake time = new TimeFake();
        return HostileTarget.of("WebSocket frames", LARGEST, 10, SAMPLES, bytes -> read(bytes, time));
    }

    private static String one(int first, String payload) {
        return new String(RawSocketClient.frame(first, payload.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1);
    }

    private static void read(byte[] bytes, TimeFake time) {
        WebSocketFrameReader reader = new WebSocketFrameReader(time::nanos);
        WebSocketImpl socket = new WebSocketImpl(NOBODY, List.of(reader));
        WebSocketConnection connection = new WebSocketConnection(socket, DEVICE, time, () -> { }, () -> { });
        reader.attach(connection);
        connection.start(new Bounded());
        for (byte[] piece : List.of(Arrays.copyOf(bytes, bytes.length / 2), Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length))) {
            ByteBuffer buffer = ByteBuffer.wrap(piece);
            for (Framedata frame : reader.translateFrame(buffer)) {
                reader.processFrame(socket, frame);
            }
        }
        connection.libraryClosed(CloseFrame.ABNORMAL_CLOSE, "", true);
    }

    /// Keeps nothing, within the bound that connections have.
    private static final class Bounded implements DeviceTransportListener {
        private long incomplete;

        @Override
        public void textReceived(String text, long arrivalNanos) {}

        @Override
        public void binaryReceived(byte[] frame, long arrivalNanos) {}

        @Override
        public boolean incompleteInput(long change) {
            incomplete += change;
            return incomplete <= 2 << 20;
        }

        @Override
        public void pongReceived(long roundTripNanos) {}

        @Override
        public void closed(CloseStatus closeStatus) {}
    }
}
