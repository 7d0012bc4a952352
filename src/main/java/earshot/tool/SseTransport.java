package earshot.tool;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.remote.HttpCall;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpRequest;

/// The older of the two HTTP transports of MCP, still used by many servers and expected by xiaozhi servers: one event stream stays open,
/// and its first event names the URL to which messages are posted. Source: MCP 2024-11-05, transports.
final class SseTransport implements McpTransport {
    /// Limit for the response headers, again for the first event, and for each posted message.
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);
    private static final int MAX_QUEUED = 64;

    private final SharedHttpClient sharedHttpClient;
    private final Map<String, String> headers;
    private final TransportListener listener;
    private final HttpCall stream;
    private final CompletableFuture<URI> endpoint = new CompletableFuture<>();
    private CompletableFuture<Void> lastSend = CompletableFuture.completedFuture(null);
    private int queued;
    private volatile boolean closed;

    /// Connects, and blocks until the server has named the URL for messages. For virtual threads.
    ///
    /// @throws IOException when the server cannot be reached, refuses, or does not answer in time
    SseTransport(SharedHttpClient sharedHttpClient, URI address, Map<String, String> headers, TransportListener listener) throws IOException {
        this.sharedHttpClient = sharedHttpClient;
        this.headers = headers;
        this.listener = listener;
        stream = new HttpCall(sharedHttpClient, request(address).header("Accept", "text/event-stream").GET().build(), CONNECT_TIMEOUT);
        try {
            int status = stream.await(stream::response).statusCode();
            if (status / 100 != 2) {
                throw new IOException("HTTP " + status);
            }
            Thread.ofVirtual().name("mcp-events").start(() -> read(address));
            awaitEndpoint();
        } catch (IOException e) {
            close();
            throw e.getMessage() == null ? new IOException("it cannot be reached", e) : e;
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
        lastSend = lastSend.handle((_, _) -> null).thenCompose(_ -> sharedHttpClient.status(request)).handle((status, failure) -> {
            sendFinished();
            if (!closed && message.has("id") && (failure != null || status / 100 != 2)) {
                listener.refused(message, failure == null ? "HTTP " + status : "it cannot be reached");
            }
            return null;
        });
        return true;
    }

    @Override
    public void close() {
        closed = true;
        stream.close();
    }

    private synchronized void sendFinished() {
        queued--;
    }

    private HttpRequest.Builder request(URI address) {
        HttpRequest.Builder request = SharedHttpClient.request(address);
        headers.forEach(request::setHeader);
        return request;
    }

    private void read(URI address) {
        String why = "its stream of events ended";
        try {
            McpTransport.forEachEvent(stream.response().body(), (name, data) -> {
                if (name.equals("endpoint")) {
                    endpoint(address, address.resolve(data.strip()));
                } else if (!closed) {
                    McpTransport.forEachMessage(data, listener::received);
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

    private void awaitEndpoint() throws IOException {
        try {
            sharedHttpClient.time().await(endpoint, CONNECT_TIMEOUT).orElseThrow(() -> new IOException("no answer within " + CONNECT_TIMEOUT.toSeconds() + " s"));
        } catch (CompletionException e) {
            throw new IOException(e.getCause().getMessage());
        }
    }
}
