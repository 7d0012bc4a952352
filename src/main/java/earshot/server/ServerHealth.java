package earshot.server;

/// Whether an open server works.
public enum ServerHealth {
    ANSWERS,
    /// A port does not answer in time.
    SILENT,
    /// The one address that it listens on is not on this computer now; it answers again when that is back.
    ADDRESS_ABSENT,
    /// A thread that every connection needs has ended.
    BROKEN
}
