package earshot.device;

/// Whether a device is connected. A WebSocket device is not connected while idle and never reconnects by itself, so asleep is its
/// normal state.
public enum Presence {
    /// Requested OTA or was refused, and never connected.
    NEVER_ARRIVED,
    /// Connected now.
    CONNECTED,
    /// Was connected earlier; comes back when a person wakes it.
    ASLEEP
}
