package earshot.remote;

import module java.base;

import earshot.time.Time;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// The HTTP client for all providers. Its connections stay open between calls, so that a later call needs no new handshake. Safe for use
/// from any thread.
public final class SharedHttpClient implements AutoCloseable {
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

    /// Begins a request. Over plain HTTP it asks for HTTP/1.1, because the client's offer to upgrade costs a round trip and makes small servers
    /// fail; over TLS the version is agreed on in the handshake.
    public static HttpRequest.Builder request(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        return address.getScheme().equals("http") ? request.version(HttpClient.Version.HTTP_1_1) : request;
    }

    /// Begins a request with a bearer token, where the provider has one.
    public static HttpRequest.Builder request(URI address, Optional<String> key) {
        HttpRequest.Builder request = request(address);
        key.ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return request;
    }

    /// Sends a request of whose response only the status matters, and returns at once. The future does not wait for the body, which may be endless.
    public CompletableFuture<Integer> status(HttpRequest request) {
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream()).thenApply(response -> {
            HttpCall.drain(response.body(), time);
            return response.statusCode();
        });
    }

    public Time time() {
        return time;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
