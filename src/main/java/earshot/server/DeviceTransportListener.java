package earshot.server;

/// Receives what the client of a connection sends. Called on a thread of the WebSocket library, in order for each
/// connection: an implementation hands over to its own thread and returns at once.
public interface DeviceTransportListener {
    /// @param arrivalNanos monotonic time of arrival
    void textReceived(String text, long arrivalNanos);

    /// @param frame owned by the receiver from now on
    /// @param arrivalNanos monotonic time of arrival
    void binaryReceived(byte[] frame, long arrivalNanos);

    /// The server keeps more or less of a message that is not complete yet; once it is complete, it is the receiver's.
    ///
    /// @param change in bytes
    /// @return false when that is too much: nothing is kept then, and the connection ends
    boolean incompleteInput(long change);

    /// The client answered a ping of the server.
    void pongReceived(long roundTripNanos);

    /// Whether the server gives no sign of life: it neither pings nor answers pings, and waits for none.
    default boolean silent() {
        return false;
    }

    /// The connection is over. Called once.
    void closed(CloseStatus closeStatus);
}
