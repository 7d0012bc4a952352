package earshot.remote;

import earshot.time.Time;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;

/// The HTTP client for all providers. Its connections stay open between calls, so that a later call needs no new handshake. Safe for use
/// from any thread.
public final class SharedHttpClient implements AutoCloseable {
    /// Time limit for connecting.
    static final Duration CONNECT = Duration.ofSeconds(4);

    private final Time time;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT)
        .executor(Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("provider-", 0).factory())).build();

    public SharedHttpClient(Time time) {
        this.time = time;
    }

    public HttpClient client() {
        return client;
    }

    public Time time() {
        return time;
    }

    /// Cancels all running calls.
    @Override
    public void close() {
        client.shutdownNow();
    }
}
