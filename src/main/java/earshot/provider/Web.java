package earshot.provider;

import earshot.time.Time;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;

/// The way to all providers: one client, whose connections stay open between calls, so that the first byte of a later answer needs no
/// new handshake. Safe for use from any thread.
public final class Web implements AutoCloseable {
    /// How long an address may take to answer at all.
    static final Duration CONNECT = Duration.ofSeconds(4);

    private final Time time;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT)
        .executor(Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("provider-", 0).factory())).build();

    public Web(Time time) {
        this.time = time;
    }

    public HttpClient client() {
        return client;
    }

    public Time time() {
        return time;
    }

    /// Breaks off whatever is under way.
    @Override
    public void close() {
        client.shutdownNow();
    }
}
