package earshot.device;

/// The states of listening. Source: badge-protocol section 3.1.
public enum ListenState {
    /// Not listening.
    IDLE,
    /// The device listens; audio is collected.
    LISTENING,
    /// Speech ended, by detection or by the device; the segment is being handed over.
    FINALIZING
}
