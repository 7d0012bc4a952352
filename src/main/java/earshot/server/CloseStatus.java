package earshot.server;

/// How a connection ended.
///
/// @param code WebSocket close code; 1006 when TCP ended without a close frame, which is how firmware hangs up
/// @param reason text of the close frame, or a description of ours for 1006
public record CloseStatus(int code, String reason, Cause cause) {
    public enum Cause {
        /// The server closed it.
        SERVER,
        /// The server closed it because more than 1 MB of text waited: the device does not read what it is sent.
        // named so in session files
        PEER_NOT_READING,
        /// The device closed it or dropped TCP.
        DEVICE,
        /// Nothing came for 50 s.
        NETWORK
    }
}
