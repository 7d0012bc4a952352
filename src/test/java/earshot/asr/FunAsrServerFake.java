package earshot.asr;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.JsonMappers;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderServerFake;
import earshot.remote.ProviderSettings;
import earshot.remote.SocketServerFake;
import earshot.server.TlsSamples;
import org.java_websocket.WebSocket;

/// A FunASR server that speaks the real protocol over a real socket: takes the start message, audio and the end of speech, and
/// answers as its [Behavior] says.
public final class FunAsrServerFake implements AutoCloseable {
    /// What it does when audio arrives and when speech has ended.
    public interface Behavior {
        default void sound(WebSocket to, int bytesSoFar) {}

        void ended(WebSocket to, int bytes);
    }

    private final SocketServerFake server;
    public final List<JsonNode> begun = new CopyOnWriteArrayList<>();
    public final List<WebSocket> open;
    public volatile int bytes;

    /// Speaks without TLS, as a container that was started so.
    public FunAsrServerFake(Behavior behavior) {
        this(behavior, Optional.empty());
    }

    /// @param certificate the sample that it shows over TLS
    FunAsrServerFake(Behavior behavior, Optional<String> certificate) {
        server = new SocketServerFake(certificate.map(TlsSamples::serving));
        open = server.open;
        server.behaves(new SocketServerFake.Behavior() {
            @Override
            public void opened(WebSocket to) {
                to.setAttachment(new ByteArrayOutputStream());
            }

            @Override
            public void text(WebSocket to, String message) {
                JsonNode tree = JsonMappers.tree(message);
                if (tree.path("is_speaking").asBoolean()) {
                    begun.add(tree);
                } else {
                    behavior.ended(to, sound(to).length);
                }
            }

            @Override
            public void bytes(WebSocket to, byte[] sound) {
                to.<ByteArrayOutputStream>getAttachment().writeBytes(sound);
                bytes = sound(to).length;
                behavior.sound(to, bytes);
            }
        });
    }

    public static String says(String mode, String text, boolean last) {
        return "{\"mode\":\"" + mode + "\",\"text\":\"" + text + "\",\"wav_name\":\"utterance\",\"is_final\":" + last + "}";
    }

    /// The audio received over a connection: 16 kHz, 16 bits, little endian.
    public static byte[] sound(WebSocket from) {
        return from.<ByteArrayOutputStream>getAttachment().toByteArray();
    }

    List<String> protocols() {
        return server.handshakes.stream().map(handshake -> handshake.getFieldValue("Sec-WebSocket-Protocol")).toList();
    }

    int pings() {
        return server.pings;
    }

    int pongs() {
        return server.pongs;
    }

    public int port() {
        return server.port();
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
        server.close();
    }
}
