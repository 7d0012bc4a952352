package earshot.tool;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.remote.SocketServerFake;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;

/// A relay of tools over a real WebSocket, with one tool.
final class McpRelayFake implements SocketServerFake.Behavior, AutoCloseable {
    private final SocketServerFake server = new SocketServerFake();

    McpRelayFake() {
        server.behaves(this);
    }

    @Override
    public void text(WebSocket to, String message) {
        try {
            answer(JSON.readTree(message)).ifPresent(answer -> to.send(answer.toString()));
        } catch (JsonProcessingException e) {
            to.close();
        }
    }

    List<String> paths() {
        return server.handshakes.stream().map(ClientHandshake::getResourceDescriptor).toList();
    }

    URI address(String path) {
        return URI.create(server.url() + path);
    }

    /// Cuts all connections.
    void drop() {
        server.open.forEach(peer -> peer.closeConnection(1006, "gone"));
    }

    @Override
    public void close() {
        server.close();
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
