package earshot.server;

/// How a connection ended.
///
/// @param code WebSocket close code; 1006 when TCP ended without a close frame, which is how firmware hangs up
/// @param reason text of the close frame, or a description of ours for 1006
/// @param initiator who ended it
public record CloseStatus(int code, String reason, Initiator initiator) {
    public enum Initiator {
        /// The server closed it.
        SERVER,
        /// The device closed it or dropped TCP.
        DEVICE,
        /// Nothing came for 50 s.
        NETWORK
    }
}
