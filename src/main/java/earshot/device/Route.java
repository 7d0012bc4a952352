package earshot.device;

import java.time.Duration;

/// The connection behind a device id, as others may use it. Safe for use from any thread; returns at once, never throws.
public interface Route {
    /// The normalised id of its device.
    String deviceId();

    /// A newer connection of the same device took the route: say so to the device and close after `overlap`.
    void replaced(Duration overlap);
}
