package earshot.simulator;

/// One complete message or control frame from the server.
public sealed interface WebSocketMessage {
    record Text(String text) implements WebSocketMessage {}

    record Binary(byte[] payload) implements WebSocketMessage {}

    record Ping(byte[] payload) implements WebSocketMessage {}

    record Pong(byte[] payload) implements WebSocketMessage {}

    /// @param code 1005 when the frame carried none
    record Close(int code, String reason) implements WebSocketMessage {}
}
