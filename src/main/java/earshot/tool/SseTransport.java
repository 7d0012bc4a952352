package earshot.tool;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.problem.ProblemReason;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// The older of the two HTTP transports of MCP, still used by many servers and expected by xiaozhi servers: one event stream stays open,
/// and its first event names the URL to which messages are posted. Source: MCP 2024-11-05, transports.
final class SseTransport implements McpTransport {
    /// Limit for the response headers, again for the first event, and for each posted message.
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);
    private static final int MAX_QUEUED = 64;

    private final TransportListener listener;
    private final ToolServerHttp http;
    private final ToolServerHttp.Opened stream;
    private final CompletableFuture<URI> endpoint = new CompletableFuture<>();
    private CompletableFuture<Void> lastSend = CompletableFuture.completedFuture(null);
    private int queued;
    private volatile boolean closed;

    /// Connects, and blocks until the server has named the URL for messages. For virtual threads.
    ///
    /// @throws IOException when the server cannot be reached, refuses, or does not answer in time
    SseTransport(SharedHttpClient sharedHttpClient, URI address, Map<String, String> headers, TransportListener listener) throws IOException {
        this.listener = listener;
        http = new ToolServerHttp(sharedHttpClient, headers);
        try {
            stream = http.open(address, request -> request.setHeader("Accept", "text/event-stream").GET(), CONNECT_TIMEOUT);
            checkResponse();
            Thread.ofVirtual().name("mcp-events").start(this::read);
            sharedHttpClient.time().await(endpoint, CONNECT_TIMEOUT)
                .orElseThrow(() -> new ToolServerFailure.Raised(new ToolServerFailure.Failed(ToolReason.noAnswer(CONNECT_TIMEOUT))));
        } catch (IOException e) {
            close();
            throw e;
        } catch (CompletionException e) {
            close();
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        }
    }

    private void checkResponse() throws IOException {
        HttpResponse<InputStream> response = stream.response();
        if (response.statusCode() / 100 != 2) {
            throw new ToolServerFailure.Raised(ToolServerHttp.failure(response, stream.await(() -> ToolServerHttp.body(response))));
        }
        String type = response.headers().firstValue("content-type").orElse("");
        if (!type.startsWith("text/event-stream")) {
            throw new ToolServerFailure.Raised(
                new ToolServerFailure.TransportUnknown(ToolReason.of(ProblemReason.TOOL_SERVER_NO_STREAM, type.isEmpty() ? "–" : type)));
        }
    }

    /// Queues the message, at most 64. Each is posted after the one before it has been answered, which keeps their order.
    @Override
    public synchronized boolean send(JsonNode message) {
        if (closed || queued >= MAX_QUEUED) {
            return false;
        }
        queued++;
        CompletableFuture<Void> before = lastSend;
        CompletableFuture<Void> done = new CompletableFuture<>();
        lastSend = done;
        Thread.ofVirtual().name("mcp-post").start(() -> {
            before.join();
            try {
                post(message);
            } finally {
                sendFinished();
                done.complete(null);
            }
        });
        return true;
    }

    @Override
    public void close() {
        closed = true;
        http.close();
    }

    private synchronized void sendFinished() {
        queued--;
    }

    private void post(JsonNode message) {
        try (ToolServerHttp.Opened opened = http.open(endpoint.join(),
            request -> request.setHeader("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(message.toString())), CONNECT_TIMEOUT)) {
            HttpResponse<InputStream> response = opened.response();
            String body = opened.await(() -> ToolServerHttp.body(response));
            int status = response.statusCode();
            if (closed) {
                return;
            }
            if (status / 100 == 2) {
                // some answer at once, and not over the stream
                McpTransport.forEachMessage(body, listener::received);
            } else if (status == 404 || status == 410 || status == 400 && body.contains("session") || ToolServerHttp.saysSessionLost(body)) {
                listener.sessionLost(Optional.of(message));
            } else {
                refused(message, ToolServerHttp.failure(response, body).reason());
            }
        } catch (CancellationException _) {
            refused(message, ToolReason.of(ProblemReason.TOOL_SERVER_CUT));
        } catch (IOException e) {
            refused(message, ToolServerFailure.of(e).reason());
        }
    }

    private void refused(JsonNode message, ToolReason why) {
        if (!closed && message.has("id") && message.has("method")) {
            listener.refused(message, why);
        }
    }

    private void read() {
        ToolReason why = ToolReason.of(ProblemReason.TOOL_SERVER_STREAM_ENDED);
        try {
            URI address = stream.response().uri();
            McpTransport.forEachEvent(stream.response().body(), (name, data) -> {
                if (name.equals("endpoint")) {
                    endpoint(address, address.resolve(data.strip()));
                } else if (!closed) {
                    McpTransport.forEachMessage(data, listener::received);
                }
            });
        } catch (IOException | RuntimeException e) {
            why = why.with(String.valueOf(e.getMessage()));
        }
        ToolServerFailure failure = new ToolServerFailure.Failed(why);
        endpoint.completeExceptionally(new ToolServerFailure.Raised(failure));
        if (!closed) {
            closed = true;
            listener.disconnected(failure);
        }
    }

    /// Accepts only a URL on the same server, because our headers hold keys.
    private void endpoint(URI address, URI given) {
        if (ToolServerHttp.sameOrigin(address, given)) {
            endpoint.complete(given);
        } else {
            endpoint.completeExceptionally(new ToolServerFailure.Raised(
                new ToolServerFailure.Failed(ToolReason.of(ProblemReason.TOOL_SERVER_OTHER_ORIGIN, given))));
        }
    }
}
