package earshot.server;

/// A path below which another feature answers plain HTTP requests. Served on both ports.
public interface HttpRoute {
    /// For example `/xiaozhi/meetings`; everything below it is served as well.
    String path();

    /// Runs on a virtual thread; may wait.
    HttpReply answer(HttpRequest request);
}
