package earshot.server;

/// Receives what the peer of a connection sends. Called on a thread of the WebSocket library, in order for each
/// connection: an implementation hands over to its own thread and returns at once.
public interface Receiver {
    /// @param arrivalNanos monotonic time of arrival
    void text(String text, long arrivalNanos);

    /// @param frame owned by the receiver from now on
    /// @param arrivalNanos monotonic time of arrival
    void binary(byte[] frame, long arrivalNanos);

    /// The peer answered a ping of the server.
    ///
    /// @param roundTripNanos time from ping to pong
    void pong(long roundTripNanos);

    /// The connection is over. Called once.
    void closed(Closing closing);
}
