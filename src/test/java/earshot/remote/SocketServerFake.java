package earshot.remote;

import module java.base;

import javax.net.ssl.SSLContext;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.DefaultSSLWebSocketServerFactory;
import org.java_websocket.server.WebSocketServer;

/// A service over a WebSocket, on a real socket: keeps what it is sent, and answers as the test wants.
public final class SocketServerFake implements AutoCloseable {
    /// What it does with a message; called by one thread.
    public interface Behavior {
        default void opened(WebSocket to) {}

        default void text(WebSocket to, String message) {}

        default void bytes(WebSocket to, byte[] message) {}
    }

    public final List<ClientHandshake> handshakes = new CopyOnWriteArrayList<>();
    public final List<String> texts = new CopyOnWriteArrayList<>();
    public final List<byte[]> bytes = new CopyOnWriteArrayList<>();
    public final List<WebSocket> open = new CopyOnWriteArrayList<>();
    /// Pings that the client answered; everything sent before an answered ping has reached it.
    public volatile int pongs;
    /// Pings of the client.
    public volatile int pings;
    private final CompletableFuture<Void> up = new CompletableFuture<>();
    private final WebSocketServer server;
    private volatile Behavior behavior = new Behavior() {};

    public SocketServerFake() {
        this(Optional.empty());
    }

    /// @param tls by which it speaks; without TLS where empty
    public SocketServerFake(Optional<SSLContext> tls) {
        server = new WebSocketServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1) {
            @Override
            public void onOpen(WebSocket from, ClientHandshake handshake) {
                open.add(from);
                handshakes.add(handshake);
                behavior.opened(from);
            }

            @Override
            public void onMessage(WebSocket from, String message) {
                texts.add(message);
                behavior.text(from, message);
            }

            @Override
            public void onMessage(WebSocket from, ByteBuffer message) {
                byte[] copy = new byte[message.remaining()];
                message.get(copy);
                bytes.add(copy);
                behavior.bytes(from, copy);
            }

            @Override
            public void onClose(WebSocket from, int code, String reason, boolean remote) {
                open.remove(from);
            }

            @Override
            public void onWebsocketPing(WebSocket from, org.java_websocket.framing.Framedata frame) {
                pings++;
                super.onWebsocketPing(from, frame);
            }

            @Override
            public void onWebsocketPong(WebSocket from, org.java_websocket.framing.Framedata frame) {
                pongs++;
            }

            @Override
            public void onError(WebSocket from, Exception e) {}

            @Override
            public void onStart() {
                up.complete(null);
            }
        };
        tls.ifPresent(context -> server.setWebSocketFactory(new DefaultSSLWebSocketServerFactory(context)));
        server.setReuseAddr(true);
        server.start();
        up.join();
    }

    /// From now on; what was kept is forgotten.
    public void behaves(Behavior next) {
        behavior = next;
        handshakes.clear();
        texts.clear();
        bytes.clear();
    }

    public int port() {
        return server.getPort();
    }

    /// Without a path.
    public String url() {
        return "ws://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        try {
            server.stop(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
