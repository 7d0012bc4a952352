package earshot.device;

import earshot.id.DeviceId;
import java.time.Duration;

/// A connection that can hold the route of its device. Safe for use from any thread; returns at once, never throws.
public interface RoutedConnection {
    /// The normalized id of its device.
    DeviceId deviceId();

    /// A newer connection of the same device took the route: notify the device and close after `overlap`.
    void replaced(Duration overlap);
}
