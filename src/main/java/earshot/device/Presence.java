package earshot.device;

/// Whether a device is there. A device on WebSocket is not connected while idle and never reconnects by itself:
/// asleep is its normal state.
public enum Presence {
    /// Asked for OTA or was refused, and never connected.
    NEVER_ARRIVED,
    /// Connected now.
    CONNECTED,
    /// Was connected and hung up, or was closed; comes back when it is woken.
    ASLEEP
}
