package earshot.tool;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.LetterCase;
import earshot.problem.ProblemReason;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// MCP's streamable HTTP transport: every message is a POST of its own, and the answer comes back in that exchange, as one JSON object or
/// as events. What a server sends unasked comes over a stream of its own, which it may offer. Source: MCP 2025-06-18, transports.
final class HttpTransport implements McpTransport {
    private static final int MAX_EXCHANGES = 64;
    /// Upper limit of the silence in one exchange; [McpClient] gives up at the latest at the same time.
    private static final Duration EXCHANGE_TIMEOUT = Duration.ofMinutes(2);
    private static final String SESSION_HEADER = "Mcp-Session-Id";
    /// What a version looks like that we may send back in a header.
    private static final Pattern VERSION = Pattern.compile("[\\w.-]{1,40}");

    private final URI address;
    private final TransportListener listener;
    private final ToolServerHttp http;
    private final ServerEventStream events;
    private final Set<Exchange> running = ConcurrentHashMap.newKeySet();
    private volatile Optional<String> session = Optional.empty();
    private volatile Optional<String> protocol = Optional.empty();
    /// Completes when the last notification has been delivered. Later messages wait for it, since `initialized` must arrive before the first request.
    private volatile CompletableFuture<Void> lastNotification = CompletableFuture.completedFuture(null);
    private volatile boolean closed;

    HttpTransport(SharedHttpClient sharedHttpClient, URI address, Map<String, String> headers, TransportListener listener) {
        this.address = address;
        this.listener = listener;
        http = new ToolServerHttp(sharedHttpClient, headers);
        events = new ServerEventStream(sharedHttpClient.time(),
            () -> http.open(address, request -> withSession(request).setHeader("Accept", "text/event-stream").GET(), ServerEventStream.OPEN_TIMEOUT),
            (_, data) -> receive(data), () -> listener.sessionLost(Optional.empty()));
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
        events.close();
        http.close();
        // lets the server release the session; the answer does not matter
        session.ifPresent(_ -> http.notify(address, request -> withSession(request).DELETE()));
    }

    private HttpRequest.Builder withSession(HttpRequest.Builder request) {
        session.ifPresent(id -> request.setHeader(SESSION_HEADER, id));
        protocol.ifPresent(version -> request.setHeader("MCP-Protocol-Version", version));
        return request;
    }

    private void receive(String text) {
        if (!closed) {
            McpTransport.forEachMessage(text, listener::received);
        }
    }

    /// Whether a refusal without the answer of a tool says that the session is lost: with 404 as it should, or with another status.
    private boolean forgotten(int status, boolean unanswered, String body) {
        return session.isPresent() && (status == 404 || status == 410 || status == 400 && unanswered)
            || status == 400 && LetterCase.lower(body).contains("session")
            || status >= 400 && status != 401 && status != 403 && ToolServerHttp.saysSessionLost(body);
    }

    /// One message and its response.
    private final class Exchange {
        private final JsonNode message;
        private final boolean first;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private volatile boolean answered;

        Exchange(JsonNode message) {
            this.message = message;
            first = message.path("method").asText().equals("initialize");
        }

        void run() {
            try (ToolServerHttp.Opened opened = http.open(address, this::form, EXCHANGE_TIMEOUT)) {
                opened.await(() -> {
                    readResponse(opened.response());
                    return true;
                });
            } catch (CancellationException _) {
                refused(ToolServerFailure.of(ProblemReason.TOOL_SERVER_CUT));
            } catch (IOException e) {
                refused(ToolServerFailure.of(e));
            } finally {
                running.remove(this);
                done.complete(null);
            }
        }

        private HttpRequest.Builder form(HttpRequest.Builder request) {
            return withSession(request).setHeader("Accept", "application/json, text/event-stream").setHeader("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message.toString()));
        }

        private void readResponse(HttpResponse<InputStream> answer) throws IOException {
            try (InputStream body = answer.body()) {
                int status = answer.statusCode();
                if (status / 100 != 2) {
                    readRefusal(answer);
                    return;
                }
                if (first) {
                    session = answer.headers().firstValue(SESSION_HEADER);
                }
                // not every server's content type tells whether events follow or one JSON object
                McpTransport.forEachEvent(body, (_, data) -> receiveAnswer(data));
                if (message.path("method").asText().equals("notifications/initialized")) {
                    events.start();
                }
                // one that only accepts a request answers it over its own stream
                if (status != 202 || !events.open()) {
                    refused(ToolServerFailure.of(ProblemReason.TOOL_SERVER_UNANSWERED));
                }
            }
        }

        private void receiveAnswer(String text) {
            if (!closed) {
                McpTransport.forEachMessage(text, received -> {
                    if (first) {
                        protocol = Optional.of(received.path("result").path("protocolVersion")).filter(JsonNode::isTextual).map(JsonNode::textValue)
                            .filter(VERSION.asMatchPredicate()).or(() -> protocol);
                    }
                    boolean answer = !received.has("method") && McpClient.sameId(received.path("id"), message.path("id"));
                    answered |= answer;
                    JsonNode error = received.path("error");
                    if (answer && !first && ToolServerHttp.saysSessionLost(error.path("message").asText("") + " " + error.path("data").asText(""))) {
                        listener.sessionLost(Optional.of(message));
                    } else {
                        listener.received(received);
                    }
                });
            }
        }

        /// A server that has restarted knows the session no more.
        private void readRefusal(HttpResponse<InputStream> answer) throws IOException {
            String body = ToolServerHttp.body(answer);
            int status = answer.statusCode();
            boolean unanswered = !answers(body);
            if (!first && !closed && forgotten(status, unanswered, body)) {
                listener.sessionLost(Optional.of(message));
            } else if (unanswered) {
                refused(ToolServerHttp.failure(answer, body));
            } else {
                receive(body);
            }
        }

        /// Whether a body is the answer to this message, though its status says that it is refused.
        private boolean answers(String body) {
            try {
                return message.has("id") && McpClient.sameId(message.get("id"), JSON.readTree(body).path("id"));
            } catch (JsonProcessingException _) {
                return false;
            }
        }

        /// Fails the request of this exchange unless it has been answered; without the first answer there is no connection.
        private void refused(ToolServerFailure failure) {
            if (!closed && !answered && message.has("id") && message.has("method")) {
                if (first) {
                    listener.disconnected(failure);
                } else {
                    listener.refused(message, failure.reason());
                }
            }
        }
    }
}
