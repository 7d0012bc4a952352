package earshot.server;

/// A path below which another feature answers plain HTTP requests. Served on both doors.
public interface Route {
    /// For example `/xiaozhi/meetings`; serves it and everything below.
    String path();

    /// Runs on a virtual thread; may wait.
    Reply answer(Request request);
}
