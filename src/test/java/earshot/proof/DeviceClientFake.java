package earshot.proof;

import module java.base;

import earshot.simulator.ServerUrl;
import earshot.simulator.WebSocketClient;
import earshot.simulator.WebSocketMessage;
import earshot.time.Time;

/// A device over a real socket whose server may be killed at any moment.
final class DeviceClientFake implements WebSocketClient.Listener, AutoCloseable {
    static final String HELLO = "{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\",\"audio_params\":{\"format\":\"opus\",\"sample_rate\":16000,\"channels\":1,\"frame_duration\":60}}";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final List<String> texts = new CopyOnWriteArrayList<>();
    final WebSocketClient socket;
    private final Time time;
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();
    private final LongConsumer onFrame;
    private volatile Wanted wanted = new Wanted("", new CompletableFuture<>());

    private record Wanted(String part, CompletableFuture<Boolean> came) {}

    /// @param path `xiaozhi` or `supie`
    /// @param onFrame gets the arrival of each binary frame, monotonic nanoseconds
    DeviceClientFake(Time time, int port, String path, String id, LongConsumer onFrame) throws IOException {
        this.time = time;
        this.onFrame = onFrame;
        socket = WebSocketClient.open(time, ServerUrl.of("ws://127.0.0.1:" + port + "/" + path + "/v1/"), Map.of("Device-Id", id), Duration.ofSeconds(30),
            this);
    }

    static DeviceClientFake badge(Time time, int port, String id) throws IOException {
        return new DeviceClientFake(time, port, "supie", id, _ -> { });
    }

    /// Sends a text and waits for one that contains `part`. Returns false when the connection ended before.
    boolean ask(String text, String part) {
        Wanted asked = new Wanted(part, new CompletableFuture<>());
        wanted = asked;
        if (!socket.text(text)) {
            return false;
        }
        time.await(CompletableFuture.anyOf(asked.came, over), PATIENCE).orElseThrow(() -> new AssertionError("no answer that contains " + part + ": " + texts));
        return asked.came.isDone();
    }

    @Override
    public void received(WebSocketMessage message, long arrivalNanos) {
        switch (message) {
            case WebSocketMessage.Text text -> {
                texts.add(text.text());
                Wanted now = wanted;
                if (!now.part.isEmpty() && text.text().contains(now.part)) {
                    now.came.complete(true);
                }
            }
            case WebSocketMessage.Binary _ -> onFrame.accept(arrivalNanos);
            case WebSocketMessage.Ping ping -> socket.pong(ping.payload());
            case WebSocketMessage.Pong _, WebSocketMessage.Close _ -> { }
        }
    }

    @Override
    public void ended(String why) {
        over.complete(false);
    }

    @Override
    public void close() {
        socket.drop();
    }
}
