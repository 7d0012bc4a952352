package earshot.remote;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.Closeables;

/// A server of the Wyoming protocol over a real socket, with a reader and a writer of its own, as the protocol's page describes them: a line, further
/// data, a payload.
public final class WyomingServerFake implements AutoCloseable {
    /// An event as it came: the names of its line, its data merged, its payload.
    public record ReceivedEvent(String type, List<String> names, JsonNode data, byte[] payload) {}

    /// Answers an event by raw bytes, one part after the other; an empty list closes the connection.
    public interface Behavior {
        List<byte[]> answer(ReceivedEvent event) throws IOException;
    }

    /// Nothing is said to an event.
    public static final List<byte[]> SILENCE = List.of(new byte[0]);

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    public final List<ReceivedEvent> events = new CopyOnWriteArrayList<>();

    public WyomingServerFake(Behavior behavior) {
        try {
            server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket socket = server.accept();
                    open.add(socket);
                    Thread.ofVirtual().start(() -> serve(socket, behavior));
                }
            } catch (IOException e) {
                // closed
            }
        });
    }

    /// An event with its data apart from its line, as the protocol's own library writes it.
    public static byte[] event(String type, String data, byte[] payload) {
        byte[] apart = data.getBytes(StandardCharsets.UTF_8);
        byte[] line = ("{\"type\": \"" + type + "\", \"version\": \"1.8.0\", \"data_length\": " + apart.length
            + (payload.length > 0 ? ", \"payload_length\": " + payload.length : "") + "}\n").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(line.length + apart.length + payload.length).put(line).put(apart).put(payload).array();
    }

    /// An event with its data in its line, as others write it.
    public static byte[] inline(String type, String data) {
        return ("{\"type\":\"" + type + "\",\"data\":" + data + "}\n").getBytes(StandardCharsets.UTF_8);
    }

    public int port() {
        return server.getLocalPort();
    }

    public ProviderSettings provider(ProviderKind kind, String... more) {
        return ProviderServerFake.section(kind, "wyoming", "port", String.valueOf(port()), more);
    }

    public int connections() {
        return open.size();
    }

    @Override
    public void close() {
        Closeables.closeQuietly(server);
        open.forEach(Closeables::closeQuietly);
    }

    private void serve(Socket socket, Behavior behavior) {
        try (socket; InputStream in = new BufferedInputStream(socket.getInputStream()); OutputStream out = socket.getOutputStream()) {
            for (Optional<ReceivedEvent> event = read(in); event.isPresent(); event = read(in)) {
                events.add(event.get());
                List<byte[]> answer = behavior.answer(event.get());
                for (byte[] part : answer) {
                    out.write(part);
                    out.flush();
                }
                if (answer.isEmpty()) {
                    return;
                }
            }
        } catch (IOException e) {
            // the client left
        } finally {
            open.remove(socket);
        }
    }

    private static Optional<ReceivedEvent> read(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        for (; next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        if (next < 0) {
            return Optional.empty();
        }
        JsonNode head = JSON.readTree(line.toByteArray());
        ObjectNode data = JSON.createObjectNode();
        int more = head.path("data_length").asInt();
        if (more > 0) {
            data.setAll((ObjectNode) JSON.readTree(in.readNBytes(more)));
        }
        List<String> names = new ArrayList<>();
        head.fieldNames().forEachRemaining(names::add);
        return Optional.of(new ReceivedEvent(head.path("type").asText(), names, data, in.readNBytes(head.path("payload_length").asInt())));
    }
}
