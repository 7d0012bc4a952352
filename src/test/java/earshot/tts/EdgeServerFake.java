package earshot.tts;

import module java.base;

import earshot.remote.SocketServerFake;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;

/// A double of the read-aloud service as public clients describe it: answers the sentence with a start, MP3 in binary messages and an end.
final class EdgeServerFake implements SocketServerFake.Behavior, AutoCloseable {
    private final SocketServerFake server = new SocketServerFake();
    private final byte[] mp3;
    private final boolean ends;
    final List<ClientHandshake> handshakes = server.handshakes;
    final List<String> messages = server.texts;

    EdgeServerFake(byte[] mp3, boolean ends) {
        this.mp3 = mp3;
        this.ends = ends;
        server.behaves(this);
    }

    @Override
    public void text(WebSocket to, String message) {
        if (!message.contains("Path:ssml")) {
            return;
        }
        to.send("X-RequestId:0\r\nContent-Type:application/json; charset=utf-8\r\nPath:turn.start\r\n\r\n{\"context\":{}}");
        to.send("X-RequestId:0\r\nContent-Type:application/json; charset=utf-8\r\nPath:response\r\n\r\n{\"audio\":{\"type\":\"inline\"}}");
        for (int at = 0; at < mp3.length; at += 720) {
            to.send(sound(Arrays.copyOfRange(mp3, at, Math.min(mp3.length, at + 720))));
        }
        to.send(sound(new byte[0]));
        if (ends) {
            to.send("X-RequestId:0\r\nContent-Type:application/json; charset=utf-8\r\nPath:turn.end\r\n\r\n{}");
        } else {
            to.close(1007, "Unsupported voice");
        }
    }

    String url() {
        return server.url() + "/edge/v1";
    }

    @Override
    public void close() {
        server.close();
    }

    private static byte[] sound(byte[] mp3) {
        byte[] head = ("X-RequestId:0\r\nContent-Type:" + (mp3.length == 0 ? "" : "audio/mpeg") + "\r\nX-StreamId:1\r\nPath:audio\r\n")
            .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(2 + head.length + mp3.length).putShort((short) head.length).put(head).put(mp3).array();
    }
}
