package earshot.feature;

import earshot.id.DeviceId;
import earshot.id.SessionId;
import earshot.wire.Dialect;
import earshot.wire.OutboundMessage;
import java.util.concurrent.CompletableFuture;

/// A device's connection as other packages may use it. Safe for use from any thread; returns at once, never throws.
public interface DeviceConnection {
    /// The normalized id of its device.
    DeviceId deviceId();

    SessionId sessionId();

    Dialect dialect();

    /// Sends a message and logs it in the timeline. False when the connection is gone.
    boolean send(OutboundMessage message);

    /// Asks the device whether all that was sent before has arrived: completes with true when it shows that, with false when the connection ends before. On
    /// any thread. Costs a ping.
    CompletableFuture<Boolean> arrival();
}
