package earshot.remote;

import module java.base;

import earshot.data.Closeables;
import earshot.time.Time;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// One HTTP request and its response. The request leaves when the call is made; one thread then waits for the response and reads it.
/// [#close] may be called from any thread and cancels.
public final class HttpCall implements AutoCloseable {
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(1);

    /// A step that waits for the provider.
    public interface Step<T> {
        T run() throws IOException;
    }

    private final Time time;
    private final IdleWatchdog idleWatchdog;
    private final CompletableFuture<HttpResponse<InputStream>> response;
    private volatile boolean closed;

    /// @param limit how long the provider may send nothing
    public HttpCall(SharedHttpClient sharedHttpClient, HttpRequest request, Duration limit) {
        this(sharedHttpClient.client(), sharedHttpClient.time(), request, limit);
    }

    /// By the proxy of a provider.
    HttpCall(SharedHttpClient sharedHttpClient, ProviderSettings provider, HttpRequest request, Duration limit) {
        this(sharedHttpClient.client(provider), sharedHttpClient.time(), request, limit);
    }

    private HttpCall(ProxiedClient client, Time time, HttpRequest request, Duration limit) {
        this.time = time;
        idleWatchdog = new IdleWatchdog(time, limit, this::abort);
        response = client.send(request, CompressedBody::handled);
    }

    /// Runs a step, and aborts the call when the provider sends nothing for longer than the limit. What counts as something is told by
    /// [#activity], so that without it the limit is that of the whole step.
    ///
    /// @throws IOException when the step failed, or the limit has passed
    /// @throws CancellationException after [#close], or when the thread was interrupted
    public <T> T await(Step<T> step) throws IOException {
        idleWatchdog.startWaiting();
        try {
            T result = step.run();
            checkOpen();
            idleWatchdog.check();
            return result;
        } catch (IOException | CancellationException e) {
            checkOpen();
            idleWatchdog.check();
            throw e;
        } finally {
            idleWatchdog.stopWaiting();
        }
    }

    /// The limit whose passing made a step fail; empty when it failed for another reason.
    public static Optional<Duration> expired(IOException failure) {
        return failure instanceof IdleWatchdog.Expired late ? Optional.of(late.limit()) : Optional.empty();
    }

    /// The response, once its headers are there. Called within [#await], or again after that.
    public HttpResponse<InputStream> response() throws IOException {
        try {
            return response.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /// The provider has sent something, and may send nothing for as long as `next` from now on.
    void activity(Duration next) {
        idleWatchdog.activity(next);
    }

    /// The response was read as far as it matters: reads the rest in the background, so that the connection can be reused, since a new one
    /// costs a handshake. The call cannot be closed any more.
    void drain() {
        idleWatchdog.close();
        drain(response.join().body(), time);
    }

    static void drain(InputStream rest, Time time) {
        Time.Timer limit = time.after(DRAIN_LIMIT, () -> Closeables.closeQuietly(rest));
        Thread.ofVirtual().name("provider-drain").start(() -> {
            try (rest) {
                rest.skip(Long.MAX_VALUE);
            } catch (IOException _) {
                // the connection is only not reused
            } finally {
                limit.cancel();
            }
        });
    }

    @Override
    public void close() {
        closed = true;
        idleWatchdog.close();
        abort();
    }

    /// Cancels a request without a response, and closes a response.
    private void abort() {
        response.thenAccept(late -> Closeables.closeQuietly(late.body()));
        response.cancel(true);
    }

    private void checkOpen() {
        if (closed || Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the call was broken off");
        }
    }
}
