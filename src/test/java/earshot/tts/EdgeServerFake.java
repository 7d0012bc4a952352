package earshot.tts;

import module java.base;

import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/// A double of the read-aloud service as public clients describe it: answers the sentence with a start, MP3 in binary messages and an end.
final class EdgeServerFake implements AutoCloseable {
    private final CompletableFuture<Void> up = new CompletableFuture<>();
    private final WebSocketServer server;
    final List<ClientHandshake> handshakes = new CopyOnWriteArrayList<>();
    final List<String> messages = new CopyOnWriteArrayList<>();

    EdgeServerFake(byte[] mp3, boolean ends) {
        server = new WebSocketServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1) {
            @Override
            public void onOpen(WebSocket from, ClientHandshake handshake) {
                handshakes.add(handshake);
            }

            @Override
            public void onMessage(WebSocket from, String message) {
                messages.add(message);
                if (!message.contains("Path:ssml")) {
                    return;
                }
                from.send("X-RequestId:0\r\nContent-Type:application/json; charset=utf-8\r\nPath:turn.start\r\n\r\n{\"context\":{}}");
                from.send("X-RequestId:0\r\nContent-Type:application/json; charset=utf-8\r\nPath:response\r\n\r\n{\"audio\":{\"type\":\"inline\"}}");
                for (int at = 0; at < mp3.length; at += 720) {
                    from.send(sound(Arrays.copyOfRange(mp3, at, Math.min(mp3.length, at + 720))));
                }
                from.send(sound(new byte[0]));
                if (ends) {
                    from.send("X-RequestId:0\r\nContent-Type:application/json; charset=utf-8\r\nPath:turn.end\r\n\r\n{}");
                } else {
                    from.close(1007, "Unsupported voice");
                }
            }

            @Override
            public void onClose(WebSocket from, int code, String reason, boolean remote) {}

            @Override
            public void onError(WebSocket from, Exception e) {}

            @Override
            public void onStart() {
                up.complete(null);
            }
        };
        server.setReuseAddr(true);
        server.start();
        up.join();
    }

    String url() {
        return "ws://127.0.0.1:" + server.getPort() + "/edge/v1";
    }

    @Override
    public void close() {
        try {
            server.stop(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] sound(byte[] mp3) {
        byte[] head = ("X-RequestId:0\r\nContent-Type:" + (mp3.length == 0 ? "" : "audio/mpeg") + "\r\nX-StreamId:1\r\nPath:audio\r\n")
            .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(2 + head.length + mp3.length).putShort((short) head.length).put(head).put(mp3).array();
    }
}
