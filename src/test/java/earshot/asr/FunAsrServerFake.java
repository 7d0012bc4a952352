package earshot.asr;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderServerFake;
import earshot.remote.ProviderSettings;
import earshot.server.TlsSamples;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.DefaultSSLWebSocketServerFactory;
import org.java_websocket.server.WebSocketServer;

/// A FunASR server that speaks the real protocol over a real socket: takes the start message, audio and the end of speech, and
/// answers as its [Behavior] says.
public final class FunAsrServerFake implements AutoCloseable {
    /// What it does when audio arrives and when speech has ended.
    public interface Behavior {
        default void sound(WebSocket to, int bytesSoFar) {}

        void ended(WebSocket to, int bytes);
    }

    private final CompletableFuture<Void> up = new CompletableFuture<>();
    private final WebSocketServer server;
    public final List<JsonNode> begun = new CopyOnWriteArrayList<>();
    final List<String> protocols = new CopyOnWriteArrayList<>();
    public final List<WebSocket> open = new CopyOnWriteArrayList<>();
    public volatile int bytes;
    /// Pings that the client answered; everything sent before an answered ping has reached it.
    volatile int pongs;
    /// Pings of the client.
    volatile int pings;

    /// Speaks without TLS, as a container that was started so.
    public FunAsrServerFake(Behavior behavior) {
        this(behavior, Optional.empty());
    }

    /// @param certificate the sample that it shows over TLS
    FunAsrServerFake(Behavior behavior, Optional<String> certificate) {
        server = new WebSocketServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1) {
            @Override
            public void onOpen(WebSocket from, ClientHandshake handshake) {
                open.add(from);
                protocols.add(handshake.getFieldValue("Sec-WebSocket-Protocol"));
                from.setAttachment(new ByteArrayOutputStream());
            }

            @Override
            public void onClose(WebSocket from, int code, String reason, boolean remote) {
                open.remove(from);
            }

            @Override
            public void onMessage(WebSocket from, String message) {
                try {
                    JsonNode tree = JSON.readTree(message);
                    if (tree.path("is_speaking").asBoolean()) {
                        begun.add(tree);
                    } else {
                        behavior.ended(from, sound(from).length);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void onMessage(WebSocket from, ByteBuffer sound) {
                byte[] more = new byte[sound.remaining()];
                sound.get(more);
                from.<ByteArrayOutputStream>getAttachment().writeBytes(more);
                bytes = sound(from).length;
                behavior.sound(from, bytes);
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
        certificate.ifPresent(name -> server.setWebSocketFactory(new DefaultSSLWebSocketServerFactory(TlsSamples.serving(name))));
        server.setReuseAddr(true);
        server.start();
        up.join();
    }

    public static String says(String mode, String text, boolean last) {
        return "{\"mode\":\"" + mode + "\",\"text\":\"" + text + "\",\"wav_name\":\"utterance\",\"is_final\":" + last + "}";
    }

    /// The audio received over a connection: 16 kHz, 16 bits, little endian.
    public static byte[] sound(WebSocket from) {
        return from.<ByteArrayOutputStream>getAttachment().toByteArray();
    }

    public int port() {
        return server.getPort();
    }

    ProviderSettings provider(String... more) {
        return at(port(), more);
    }

    static ProviderSettings at(int port, String... more) {
        String[] all = Stream.concat(Stream.of("port", String.valueOf(port), "is_ssl", "false"), Stream.of(more)).toArray(String[]::new);
        return ProviderServerFake.section(ProviderKind.ASR, "fun_server", "host", "127.0.0.1", all);
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
