package earshot.tool;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/// A relay of tools over a real WebSocket, with one tool.
final class McpRelayFake implements AutoCloseable {
    final List<String> paths = new CopyOnWriteArrayList<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final WebSocketServer server = new WebSocketServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)) {
        @Override
        public void onOpen(WebSocket peer, ClientHandshake handshake) {
            paths.add(handshake.getResourceDescriptor());
        }

        @Override
        public void onMessage(WebSocket peer, String text) {
            try {
                answer(JSON.readTree(text)).ifPresent(answer -> peer.send(answer.toString()));
            } catch (JsonProcessingException e) {
                peer.close();
            }
        }

        @Override
        public void onClose(WebSocket peer, int code, String reason, boolean remote) {}

        @Override
        public void onError(WebSocket peer, Exception failure) {}

        @Override
        public void onStart() {
            started.countDown();
        }
    };

    McpRelayFake() throws InterruptedException {
        server.start();
        started.await();
    }

    URI address(String path) {
        return URI.create("ws://127.0.0.1:" + server.getPort() + path);
    }

    /// Cuts all connections.
    void drop() {
        server.getConnections().forEach(peer -> peer.closeConnection(1006, "gone"));
    }

    @Override
    public void close() throws InterruptedException {
        server.stop(500);
    }

    private static Optional<ObjectNode> answer(JsonNode request) {
        if (!request.has("id")) {
            return Optional.empty();
        }
        ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", request.get("id"));
        ObjectNode result = answer.putObject("result");
        switch (request.path("method").asText()) {
            case "initialize" -> result.put("protocolVersion", request.at("/params/protocolVersion").asText()).putObject("capabilities").putObject("tools");
            case "tools/list" -> result.putArray("tools").addObject().put("name", "light.on").put("description", "turns it on").putObject("inputSchema")
                .put("type", "object");
            case "tools/call" -> result.putArray("content").addObject().put("type", "text").put("text", "called " + request.at("/params/name").asText());
            default -> {}
        }
        return Optional.of(answer);
    }
}
