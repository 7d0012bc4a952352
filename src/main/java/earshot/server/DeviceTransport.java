package earshot.server;

import java.util.concurrent.CompletableFuture;

/// Sends to one connected device. Safe for use from any thread; never throws; never blocks on the network.
public interface DeviceTransport {
    /// Sends a text frame. False when the connection is closed or closing.
    /// Over 1 MB of waiting text closes with 1008 `peer does not read`.
    boolean send(String text);

    /// Sends a binary frame. False when closed, or dropped because more than 3 s of audio wait.
    boolean send(byte[] frame);

    /// Pings the device after all that was sent before. Completes with true when it has shown that this arrived, with false when the connection ends or is
    /// closed before. On any thread.
    CompletableFuture<Boolean> arrival();

    /// Asks for an orderly close: text queued before is sent first; after 5 s without an answer TCP is dropped.
    /// Whoever asks first owns code and reason; later calls do nothing.
    void close(int code, String reason);

    /// The same where the device asked for more than its share: it may not connect again for a while, which grows each time.
    default void closeFlooding(int code, String reason) {
        close(code, reason);
    }

    /// Drops TCP without a close frame.
    void abort();

    /// For a device that is not connected: every send fails.
    static DeviceTransport none() {
        return NullTransport.INSTANCE;
    }
}
