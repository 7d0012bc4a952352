package earshot.engine;

import static earshot.data.JsonMappers.JSON;
import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.audio.OpusCodecs;
import earshot.audio.OpusEncoder;
import earshot.audio.PcmAudio;
import earshot.simulator.ServerUrl;
import earshot.simulator.WebSocketClient;
import earshot.simulator.WebSocketMessage;
import earshot.time.Time;

/// A device over a real socket, with two MCP tools, one of which fails.
final class SocketDeviceFake implements WebSocketClient.Listener {
    private static final int FRAME = 960;

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> toolCalls = new CopyOnWriteArrayList<>();
    private volatile WebSocketClient socket;
    private volatile CompletableFuture<?> toolsListedAfter = CompletableFuture.completedFuture(null);
    private final CompletableFuture<Void> textShown = new CompletableFuture<>();

    void connect(Time time, int port, String id) throws IOException {
        socket = WebSocketClient.open(time, ServerUrl.of("ws://127.0.0.1:" + port + "/xiaozhi/v1/"), Map.of("Device-Id", id), Duration.ofSeconds(10), this);
        send("{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\",\"features\":{\"mcp\":true}}");
    }

    void drop() {
        if (socket != null) {
            socket.drop();
        }
    }

    /// Lists its tools only when it has been told what was said: the answer is being made then.
    SocketDeviceFake listingToolsLate() {
        toolsListedAfter = textShown;
        return this;
    }

    SocketDeviceFake listingNoTools() {
        toolsListedAfter = new CompletableFuture<>();
        return this;
    }

    /// The tool calls received: name and arguments.
    List<String> toolCalls() {
        return toolCalls;
    }

    /// All messages received so far, abbreviated.
    List<String> received() {
        return received;
    }

    /// Sends an audio packet. Returns true even when the connection is gone.
    boolean sendPacket(byte[] packet) {
        socket.binary(packet);
        return true;
    }

    void send(String text) {
        assertThat(socket.text(text)).isTrue();
    }

    void sendTypedText(String text) {
        send("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"" + text + "\"}");
    }

    /// Sends speech in frames of 60 ms, as fast as the socket accepts them. Returns the number of samples sent, at 16 kHz.
    int sendSpeech(PcmAudio pcmAudio) {
        short[] pcm = pcmAudio.pcm();
        int frames = pcm.length / FRAME;
        try (OpusEncoder encoder = OpusCodecs.best().encoder(16_000, FRAME, 24_000, 3)) {
            for (int i = 0; i < frames; i++) {
                assertThat(socket.binary(encoder.encode(Arrays.copyOfRange(pcm, i * FRAME, (i + 1) * FRAME)))).isTrue();
            }
        }
        return frames * FRAME;
    }

    void sendListen(String state, String mode) {
        send("{\"type\":\"listen\",\"state\":\"" + state + "\",\"mode\":\"" + mode + "\"}");
    }

    void awaitReceived(String part) {
        await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(received).anyMatch(text -> text.contains(part)));
    }

    /// Clears the received messages.
    void clearReceived() {
        received.clear();
    }

    List<String> awaitTurn() {
        await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(30)).until(() -> received.contains("tts stop"));
        return received.stream().filter(text -> text.matches("(stt|llm|tts|sound).*")).toList();
    }

    @Override
    public void received(WebSocketMessage message, long arrivalNanos) {
        switch (message) {
            case WebSocketMessage.Text text -> read(text.text());
            case WebSocketMessage.Close close -> received.add("close " + close.code() + " " + close.reason());
            case WebSocketMessage.Ping ping -> socket.pong(ping.payload());
            case WebSocketMessage.Binary _ -> {
                if (received.isEmpty() || !received.getLast().equals("sound")) {
                    received.add("sound");
                }
            }
            case WebSocketMessage.Pong _ -> {}
        }
    }

    @Override
    public void ended(String why) {}

    private void read(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            switch (message.path("type").asText()) {
                case "tts" -> received.add(("tts " + message.path("state").asText() + " " + message.path("text").asText()).strip());
                case "stt" -> {
                    received.add("stt " + message.path("text").asText());
                    textShown.complete(null);
                }
                case "llm" -> received.add("llm " + message.path("emotion").asText());
                case "iot" -> received.add(message.path("commands").toString());
                case "mcp" -> {
                    JsonNode request = message.path("payload");
                    if (request.path("method").asText().equals("tools/list")) {
                        toolsListedAfter.thenRun(() -> answer(request));
                    } else {
                        answer(request);
                    }
                }
                default -> {}
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(JsonNode request) {
        if (!request.has("id")) {
            return;
        }
        String result = switch (request.path("method").asText()) {
            case "tools/list" -> "{\"tools\":[{\"name\":\"self.lamp.set\",\"description\":\"the lamp\",\"inputSchema\":{\"type\":\"object\"}},{\"name\":\"self.broken\"}]}";
            case "tools/call" -> call(request.path("params"));
            default -> "{}";
        };
        String body = result.startsWith("!") ? "\"error\":{\"message\":\"" + result.substring(1) + "\"}" : "\"result\":" + result;
        send("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id") + "," + body + "}}");
    }

    private String call(JsonNode params) {
        toolCalls.add(params.path("name").asText() + " " + params.path("arguments"));
        return params.path("name").asText().equals("self.broken") ? "!burnt" : "{\"content\":[{\"type\":\"text\",\"text\":\"true\"}]}";
    }
}
