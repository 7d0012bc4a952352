package earshot.tool;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.Closeables;
import earshot.time.Time;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// The older of the two HTTP transports of MCP, still used by many servers and expected by xiaozhi servers: one event stream stays open,
/// and its first event names the URL to which messages are posted. Source: MCP 2024-11-05, transports.
final class SseTransport implements McpTransport {
    /// Limit for the response headers, again for the first event, and for each posted message.
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);
    private static final int MAX_QUEUED = 64;

    private final HttpClient client;
    private final Map<String, String> headers;
    private final TransportListener listener;
    private final InputStream stream;
    private final CompletableFuture<URI> endpoint = new CompletableFuture<>();
    private CompletableFuture<Void> lastSend = CompletableFuture.completedFuture(null);
    private int queued;
    private volatile boolean closed;

    /// Connects, and blocks until the server has named the URL for messages. For virtual threads.
    ///
    /// @throws IOException when the server cannot be reached, refuses, or does not answer in time
    SseTransport(HttpClient client, URI address, Map<String, String> headers, Time time, TransportListener listener) throws IOException {
        this.client = client;
        this.headers = headers;
        this.listener = listener;
        CompletableFuture<HttpResponse<InputStream>> pendingResponse = client.sendAsync(request(address).header("Accept", "text/event-stream").GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        HttpResponse<InputStream> answer = await(time, pendingResponse);
        stream = answer.body();
        if (answer.statusCode() / 100 != 2) {
            stream.close();
            throw new IOException("HTTP " + answer.statusCode());
        }
        Thread.ofVirtual().name("mcp-events").start(() -> read(address));
        try {
            await(time, endpoint);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /// Queues the message, at most 64. Each is posted after the one before it has been answered, which keeps their order.
    @Override
    public synchronized boolean send(JsonNode message) {
        if (closed || queued >= MAX_QUEUED) {
            return false;
        }
        queued++;
        HttpRequest request = request(endpoint.join()).header("Content-Type", "application/json").timeout(CONNECT_TIMEOUT).POST(HttpRequest.BodyPublishers.ofString(message.toString())).build();
        lastSend = lastSend.handle((_, _) -> null).thenCompose(_ -> client.sendAsync(request, HttpResponse.BodyHandlers.discarding())).handle((answer, failure) -> {
            sendFinished();
            if (!closed && message.has("id") && (failure != null || answer.statusCode() / 100 != 2)) {
                listener.refused(message, failure == null ? "HTTP " + answer.statusCode() : "it cannot be reached");
            }
            return null;
        });
        return true;
    }

    @Override
    public void close() {
        closed = true;
        Closeables.closeQuietly(stream);
    }

    private synchronized void sendFinished() {
        queued--;
    }

    private HttpRequest.Builder request(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        if (address.getScheme().equals("http")) {
            // small servers fail on the HTTP/2 upgrade that the client would offer
            request.version(HttpClient.Version.HTTP_1_1);
        }
        headers.forEach(request::setHeader);
        return request;
    }

    private void read(URI address) {
        String why = "its stream of events ended";
        try {
            SseReader.read(stream, (name, data) -> {
                if (name.equals("endpoint")) {
                    endpoint(address, address.resolve(data));
                } else if (!closed) {
                    SseReader.forEachMessage(data, listener::received);
                }
            });
        } catch (IOException | RuntimeException e) {
            why = why + ": " + e.getMessage();
        }
        endpoint.completeExceptionally(new IOException(why));
        if (!closed) {
            closed = true;
            listener.disconnected(why);
        }
    }

    /// Accepts only a URL on the same server, because our headers hold keys.
    private void endpoint(URI address, URI given) {
        if (address.getScheme().equals(given.getScheme()) && address.getAuthority().equals(given.getAuthority())) {
            endpoint.complete(given);
        } else {
            endpoint.completeExceptionally(new IOException("it wants messages to be sent to another server"));
        }
    }

    private static <T> T await(Time time, CompletableFuture<T> future) throws IOException {
        try {
            return time.await(future, CONNECT_TIMEOUT).orElseThrow(() -> {
                future.cancel(true);
                return new IOException("no answer within " + CONNECT_TIMEOUT.toSeconds() + " s");
            });
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException known && known.getMessage() != null ? known : new IOException("it cannot be reached");
        }
    }
}
