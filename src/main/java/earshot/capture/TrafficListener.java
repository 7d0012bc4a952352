package earshot.capture;

import earshot.server.CloseStatus;

/// Learns what passes on one connection. Called on the threads that send and receive, several at once: an implementation returns at once and never throws.
/// Nobody changes the frames.
public interface TrafficListener {
    /// @param nanos monotonic time of arrival
    void textReceived(String text, long nanos);

    /// @param nanos monotonic time of arrival
    void frameReceived(byte[] frame, long nanos);

    /// A text was taken for sending.
    ///
    /// @param nanos monotonic
    void textSent(String text, long nanos);

    /// A frame was taken for sending.
    ///
    /// @param nanos monotonic
    void frameSent(byte[] frame, long nanos);

    /// The connection is over. Called once.
    ///
    /// @param nanos monotonic
    void closed(CloseStatus status, long nanos);
}
