package earshot.server;

/// Whether an open server works.
public enum ServerHealth {
    ANSWERS,
    /// A port does not answer in time.
    SILENT,
    /// A thread that every connection needs has ended.
    BROKEN
}
