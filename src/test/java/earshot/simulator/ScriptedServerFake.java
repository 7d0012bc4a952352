package earshot.simulator;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.Closeables;

/// A server for one connection at a time that sends what a test tells it to.
public final class ScriptedServerFake implements AutoCloseable {
    public static final String HELLO = """
        {"type":"hello","transport":"websocket","session_id":"s1","audio_params":{"format":"opus","sample_rate":16000,"channels":1,"frame_duration":60}}""";

    private final ServerSocket serverSocket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final BiConsumer<ScriptedServerFake, JsonNode> script;
    public final List<String> heads = new CopyOnWriteArrayList<>();
    final BlockingQueue<WebSocketMessage> inbox = new LinkedBlockingQueue<>();
    public final List<byte[]> sound = new CopyOnWriteArrayList<>();
    public final List<JsonNode> texts = new CopyOnWriteArrayList<>();
    public volatile boolean ended;
    private volatile Socket socket;

    /// Answers every hello with a hello and nothing else.
    public ScriptedServerFake() throws IOException {
        this((server, json) -> {
            if (json.path("type").asText().equals("hello")) {
                server.text(HELLO);
            }
        });
    }

    public ScriptedServerFake(BiConsumer<ScriptedServerFake, JsonNode> script) throws IOException {
        this.script = script;
        Thread.ofVirtual().start(this::serve);
    }

    public String url() {
        return "ws://127.0.0.1:" + serverSocket.getLocalPort() + "/xiaozhi/v1/";
    }

    public void text(String text) {
        frame(WebSocketOpcode.TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    public void binary(byte[] payload) {
        frame(WebSocketOpcode.BINARY, true, payload);
    }

    synchronized void frame(int opcode, boolean last, byte[] payload) {
        try {
            socket.getOutputStream().write(unmasked(opcode, last, payload));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] unmasked(int opcode, boolean last, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(10 + payload.length);
        frame.put((byte) ((last ? 0x80 : 0) | opcode));
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else if (payload.length <= 0xffff) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        return java.util.Arrays.copyOf(frame.put(payload).array(), frame.position());
    }

    public void drop() {
        Closeables.closeQuietly(socket);
    }

    /// Texts of this type and state, in order.
    List<JsonNode> said(String type, String state) {
        return texts.stream().filter(t -> t.path("type").asText().equals(type) && t.path("state").asText("").equals(state)).toList();
    }

    private void serve() {
        while (!serverSocket.isClosed()) {
            try (Socket next = serverSocket.accept()) {
                socket = next;
                String head = WebSocketClient.head(next.getInputStream());
                heads.add(head);
                next.getOutputStream()
                    .write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                WebSocketFrameCodec frames = new WebSocketFrameCodec(next.getInputStream());
                Optional<WebSocketMessage> message;
                while ((message = frames.next()).isPresent()) {
                    inbox.add(message.get());
                    switch (message.get()) {
                        case WebSocketMessage.Text(String text) -> {
                            JsonNode json = JSON.readTree(text);
                            texts.add(json);
                            script.accept(this, json);
                        }
                        case WebSocketMessage.Binary(byte[] payload) -> sound.add(payload);
                        case WebSocketMessage.Ping _, WebSocketMessage.Pong _, WebSocketMessage.Close _ -> {}
                    }
                }
                ended = true;
            } catch (IOException | UncheckedIOException _) {
                ended = true;
            }
        }
    }

    /// A message that needs a 64-bit length when `bytes` is over 65535.
    static byte[] longText(int bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("{\"type\":\"custom\",\"text\":\"".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes("x".repeat(bytes).getBytes(StandardCharsets.US_ASCII));
        out.writeBytes("\"}".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    @Override
    public void close() throws IOException {
        serverSocket.close();
        if (socket != null) {
            socket.close();
        }
    }
}
