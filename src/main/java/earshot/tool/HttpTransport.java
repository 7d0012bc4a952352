package earshot.tool;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.remote.HttpCall;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// MCP's streamable HTTP transport: every message is a POST of its own, and the answer comes back in that exchange, as one JSON object or
/// as events. Source: MCP 2025-06-18, transports. The optional stream for messages that a server starts is not opened: all it could bring
/// is that the list of tools has changed.
final class HttpTransport implements McpTransport {
    private static final int MAX_EXCHANGES = 64;
    /// Upper limit of one exchange; [McpClient] gives up at the latest at the same time.
    private static final Duration EXCHANGE_TIMEOUT = Duration.ofMinutes(2);
    private static final String SESSION_HEADER = "Mcp-Session-Id";

    private final SharedHttpClient sharedHttpClient;
    private final URI address;
    private final Map<String, String> headers;
    private final TransportListener listener;
    private final Set<Exchange> running = ConcurrentHashMap.newKeySet();
    private volatile Optional<String> session = Optional.empty();
    private volatile Optional<String> protocol = Optional.empty();
    /// Completes when the last notification has been delivered. Later messages wait for it, since `initialized` must arrive before the first request.
    private volatile CompletableFuture<Void> lastNotification = CompletableFuture.completedFuture(null);
    private volatile boolean closed;

    HttpTransport(SharedHttpClient sharedHttpClient, URI address, Map<String, String> headers, TransportListener listener) {
        this.sharedHttpClient = sharedHttpClient;
        this.address = address;
        this.headers = headers;
        this.listener = listener;
    }

    @Override
    public synchronized boolean send(JsonNode message) {
        if (closed || running.size() >= MAX_EXCHANGES) {
            return false;
        }
        CompletableFuture<Void> before = lastNotification;
        Exchange exchange = new Exchange(message);
        running.add(exchange);
        if (!message.has("id")) {
            lastNotification = exchange.done;
        }
        Thread.ofVirtual().name("mcp-http").start(() -> {
            before.join();
            exchange.run();
        });
        return true;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        running.forEach(exchange -> exchange.call.ifPresent(HttpCall::close));
        // lets the server release the session; the answer does not matter
        session.ifPresent(_ -> sharedHttpClient.status(request().DELETE().build()));
    }

    private HttpRequest.Builder request() {
        HttpRequest.Builder request = SharedHttpClient.request(address).header("Accept", "application/json, text/event-stream").header("Content-Type", "application/json");
        headers.forEach(request::setHeader);
        session.ifPresent(id -> request.setHeader(SESSION_HEADER, id));
        protocol.ifPresent(version -> request.setHeader("MCP-Protocol-Version", version));
        return request;
    }

    private void receive(String text) {
        if (!closed) {
            McpTransport.forEachMessage(text, this::receive);
        }
    }

    private void receive(JsonNode message) {
        protocol = Optional.of(message.path("result").path("protocolVersion")).filter(JsonNode::isTextual).map(JsonNode::textValue).or(() -> protocol);
        listener.received(message);
    }

    /// One message and its response.
    private final class Exchange {
        private final JsonNode message;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private Optional<HttpCall> call = Optional.empty();

        Exchange(JsonNode message) {
            this.message = message;
        }

        void run() {
            try (HttpCall started = start()) {
                started.await(() -> {
                    readResponse(started.response());
                    return true;
                });
            } catch (CancellationException e) {
                refused("the exchange was cut");
            } catch (IOException e) {
                refused(e.getMessage() == null ? "it cannot be reached" : e.getMessage());
            } finally {
                running.remove(this);
                done.complete(null);
            }
        }

        private HttpCall start() {
            HttpRequest request = request().POST(HttpRequest.BodyPublishers.ofString(message.toString())).build();
            synchronized (HttpTransport.this) {
                if (closed) {
                    throw new CancellationException("closed");
                }
                HttpCall started = new HttpCall(sharedHttpClient, request, EXCHANGE_TIMEOUT);
                call = Optional.of(started);
                return started;
            }
        }

        private void readResponse(HttpResponse<InputStream> answer) throws IOException {
            try (InputStream body = answer.body()) {
                int status = answer.statusCode();
                if (status == 404 && session.isPresent()) {
                    disconnected("it has forgotten our session");
                } else if (status / 100 != 2) {
                    refused("HTTP " + status);
                } else {
                    session = answer.headers().firstValue(SESSION_HEADER).or(() -> session);
                    // not every server's content type tells whether events follow or one JSON object
                    McpTransport.forEachEvent(body, (_, data) -> receive(data));
                    refused("the exchange ended without an answer");
                }
            }
        }

        /// Fails the request of this exchange. Harmless when it has been answered already.
        private void refused(String why) {
            if (!closed && message.has("id") && message.has("method")) {
                listener.refused(message, why);
            }
        }
    }

    private void disconnected(String why) {
        if (!closed) {
            listener.disconnected(why);
        }
    }
}
