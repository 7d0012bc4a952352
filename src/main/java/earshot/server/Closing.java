package earshot.server;

/// How a connection ended.
///
/// @param code WebSocket close code; 1006 when TCP ended without a close frame, which is how firmware hangs up
/// @param reason text of the close frame, or a description of ours for 1006
/// @param by who ended it
public record Closing(int code, String reason, By by) {
    public enum By {
        /// The server closed it.
        SERVER,
        /// The device closed it or dropped TCP.
        DEVICE,
        /// Nothing came for 50 s.
        NETWORK
    }
}
