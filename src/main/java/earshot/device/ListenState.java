package earshot.device;

/// Where a connection is in listening. Source: badge-protocol section 3.1.
public enum ListenState {
    /// Not listening.
    IDLE,
    /// The device listens; sound is collected.
    LISTENING,
    /// The end of speech was found or said; the segment is being handed over.
    FINALIZING
}
