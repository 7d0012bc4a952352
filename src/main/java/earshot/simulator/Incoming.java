package earshot.simulator;

/// One complete message or control frame from the server.
public sealed interface Incoming {
    record Text(String text) implements Incoming {}

    record Binary(byte[] payload) implements Incoming {}

    record Ping(byte[] payload) implements Incoming {}

    record Pong(byte[] payload) implements Incoming {}

    /// @param code 1005 when the frame carried none
    record Close(int code, String reason) implements Incoming {}
}
