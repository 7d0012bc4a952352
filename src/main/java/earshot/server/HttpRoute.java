package earshot.server;

import java.util.List;
import java.util.Optional;

/// A path below which another feature answers plain HTTP requests. Served on both ports.
public interface HttpRoute {
    /// For example `/xiaozhi/meetings`; everything below it is served as well.
    String path();

    /// The largest body that a request for this target may have, in bytes.
    default int mostBytes(String target) {
        return HttpRequest.MAX_BODY_BYTES;
    }

    /// The methods that a path below it takes, empty where it does not say.
    default Optional<List<HttpMethod>> methods(String path) {
        return Optional.empty();
    }

    /// Whether programs ask it again and again, which is not an attempt of a device to connect and fills no list.
    default boolean polled() {
        return false;
    }

    /// Runs on a virtual thread; may wait.
    HttpReply answer(HttpRequest request);
}
