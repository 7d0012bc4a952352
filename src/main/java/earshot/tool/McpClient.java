package earshot.tool;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.LetterCase;
import earshot.data.ProductVersion;
import earshot.data.TextLimit;
import earshot.problem.Failures;
import earshot.problem.ProblemReason;
import earshot.time.Time;

/// The client side of MCP, independent of the transport: the server is a device or a program. Call [#initialize] once it can be
/// reached, pass every message from it to [#received], and call [#close] with the connection.
///
/// Safe for use from any thread. It starts no thread and never blocks: replies arrive through [#received].
public final class McpClient implements ToolSource, AutoCloseable {
    /// How long a tool may take to answer where nobody says otherwise. Taking a photo blocks a device's main loop for seconds.
    public static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

    /// What is at the other end.
    public enum ServerKind {
        /// Firmware: it keeps no state of `initialize`, lists tools meant for people only on request, and drops requests whose id is not a number.
        DEVICE(List.of("2024-11-05"), CALL_TIMEOUT),
        /// A tool server: it refuses everything before `initialize`, which takes long when a package manager downloads the server first.
        PROGRAM(List.of("2025-06-18", "2025-03-26", "2024-11-05"), Duration.ofMinutes(2));

        /// Versions, the one that is asked for first at the begin.
        private final List<String> protocols;
        private final Duration initializeTimeout;

        ServerKind(List<String> protocols, Duration initializeTimeout) {
            this.protocols = protocols;
            this.initializeTimeout = initializeTimeout;
        }
    }

    private static final int MAX_PAGES = 32;
    private static final int MAX_PENDING = 64;
    private static final int MAX_CURSOR_CHARS = 1_024;
    /// A server may say without end that its tools have changed.
    static final Duration RELIST_PAUSE = Duration.ofSeconds(1);
    /// Characters of an error that are used.
    private static final int MAX_ANSWER_CHARS = 32_000;
    /// JSON-RPC's code for a method that the server does not have.
    private static final int UNKNOWN_METHOD = -32_601;
    private static final Pattern OWN_ID = Pattern.compile("[0-9]{1,18}");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /// The server no longer knows the session, and has not carried out the request.
    static final class SessionLost extends ToolFailure {
        private static final long serialVersionUID = 1L;

        SessionLost() {
            super(ToolReason.of(ProblemReason.TOOL_SESSION_LOST));
        }
    }

    /// The server does not have the method.
    static final class MethodUnknown extends ToolFailure {
        private static final long serialVersionUID = 1L;

        MethodUnknown(String reason) {
            super(reason);
        }
    }

    private final Time time;
    private final ServerKind kind;
    private final Predicate<JsonNode> send;
    private final ToolListener listener;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private volatile Map<String, Tool> tools = Map.of();
    private volatile CompletableFuture<Boolean> listed = CompletableFuture.completedFuture(true);
    /// Whether the list was asked for again a moment ago.
    private boolean relisted;
    /// Whether it has changed once more since then.
    private boolean changedAgain;
    private volatile boolean retired;
    private volatile boolean closed;

    /// @param send sends a JSON-RPC message to the server; returns false when the server is gone
    public McpClient(Time time, ServerKind kind, Predicate<JsonNode> send, ToolListener listener) {
        this.time = time;
        this.kind = kind;
        this.send = send;
        this.listener = listener;
    }

    /// Sends `initialize` and then requests the list of tools, page by page. Returns at once; the listener gets the outcome.
    public void initialize() {
        listed = new CompletableFuture<>();
        initialize(0);
    }

    /// A server answers with another version that it knows; those that refuse instead are asked for an older one.
    private void initialize(int version) {
        ObjectNode hello = JSON.objectNode().put("protocolVersion", kind.protocols.get(version));
        ObjectNode capabilities = hello.putObject("capabilities");
        if (kind == ServerKind.DEVICE) {
            capabilities.putObject("roots").put("listChanged", false);
            capabilities.putObject("sampling");
        }
        hello.putObject("clientInfo").put("name", "Earshot").put("version", version());
        request("initialize", hello, kind.initializeTimeout).whenComplete((_, failure) -> {
            if (failure != null && version + 1 < kind.protocols.size() && LetterCase.lower(Failures.reason(failure)).contains("version")) {
                initialize(version + 1);
                return;
            }
            if (failure != null) {
                listener.failed(reason(failure).with("initialize"));
            }
            if (!closed && (failure == null || kind == ServerKind.DEVICE)) {
                send.test(message("notifications/initialized"));
                requestPage(Optional.empty(), Map.of(), 1);
            } else {
                listed.complete(false);
            }
        });
    }

    /// Handles a message of the server. A reply without a usable id, or to no open request, is ignored.
    public void received(JsonNode payload) {
        JsonNode id = payload.path("id");
        if (payload.has("method")) {
            handleRequest(payload.path("method").asText(), id);
            return;
        }
        Optional<CompletableFuture<JsonNode>> open = number(id).map(pending::remove);
        if (open.isEmpty()) {
            return;
        }
        open.get().complete(payload);
    }

    /// The result in an answer.
    ///
    /// @throws ToolFailure where there is none
    static JsonNode result(JsonNode answer) {
        if (answer.hasNonNull("error")) {
            JsonNode error = answer.get("error");
            String words = cut(error.path("message").isTextual() ? error.path("message").textValue() : error.toString());
            throw error.path("code").asInt() == UNKNOWN_METHOD ? new MethodUnknown(words) : new ToolFailure(words);
        }
        if (!answer.has("result")) {
            throw new ToolFailure(ToolReason.of(ProblemReason.TOOL_NO_RESULT));
        }
        return answer.get("result");
    }

    /// Some servers give an id back as text, or as a fraction.
    private static Optional<Long> number(JsonNode id) {
        if (id.isNumber()) {
            return id.doubleValue() == id.longValue() ? Optional.of(id.longValue()) : Optional.empty();
        }
        return Optional.of(id).filter(text -> text.isTextual() && OWN_ID.matcher(text.textValue()).matches()).map(JsonNode::asLong);
    }

    /// Whether two ids are that of the same request.
    static boolean sameId(JsonNode one, JsonNode other) {
        Optional<Long> number = number(one);
        return number.isPresent() ? number.equals(number(other)) : !one.isMissingNode() && one.equals(other);
    }

    /// Fails a request of ours that the server will not answer.
    void refused(JsonNode message, ToolReason why) {
        fail(message.path("id").asLong(), new ToolFailure(why));
    }

    /// Fails a request of ours that the server has not carried out, because it no longer knows the session.
    void sessionLost(JsonNode message) {
        fail(message.path("id").asLong(), new SessionLost());
    }

    /// Handles a request or notification of a server: answers `ping`, lists the tools again when they have changed, and refuses other
    /// requests. Firmware sends none.
    private void handleRequest(String method, JsonNode id) {
        if (kind == ServerKind.DEVICE || closed) {
            return;
        }
        if (method.equals("notifications/tools/list_changed")) {
            listAgain();
        } else if (!id.isMissingNode()) {
            ObjectNode answer = JSON.objectNode().put("jsonrpc", "2.0");
            answer.set("id", id);
            if (method.equals("ping")) {
                answer.putObject("result");
            } else {
                answer.putObject("error").put("code", UNKNOWN_METHOD).put("message", "Earshot does not offer " + method);
            }
            send.test(answer);
        }
    }

    private void listAgain() {
        synchronized (this) {
            changedAgain = relisted;
            if (relisted) {
                return;
            }
            relisted = true;
        }
        requestPage(Optional.empty(), Map.of(), 1);
        time.after(RELIST_PAUSE, () -> {
            boolean again;
            synchronized (this) {
                relisted = false;
                again = changedAgain && !closed;
            }
            if (again) {
                listAgain();
            }
        });
    }

    @Override
    public List<Tool> list() {
        return List.copyOf(tools.values());
    }

    @Override
    public CompletableFuture<Boolean> listed() {
        return listed.copy();
    }

    @Override
    public CompletableFuture<String> call(String name, JsonNode arguments) {
        return call(name, arguments, CALL_TIMEOUT);
    }

    @Override
    public CompletableFuture<String> call(String name, JsonNode arguments, Duration limit) {
        Tool tool = tools.get(name);
        if (tool == null) {
            return CompletableFuture.failedFuture(new ToolFailure(ToolReason.of(ProblemReason.TOOL_ABSENT, name)));
        }
        ObjectNode params = JSON.objectNode().put("name", tool.name());
        params.set("arguments", arguments);
        return request("tools/call", params, limit).thenApply(McpClient::resultText);
    }

    /// Sends one request as it stands, and yields both texts as they passed. The future never fails.
    ///
    /// @param most how long an answer may take
    public CompletableFuture<McpExchange> exchange(String method, ObjectNode params, Duration most) {
        long begun = time.nanos();
        ObjectNode message = numbered(method, params);
        return answer(message, most).handle(
            (answer, failure) -> McpExchange.of(message, Optional.ofNullable(answer), Optional.ofNullable(failure), Duration.ofNanos(time.nanos() - begun)));
    }

    /// Takes no more requests, because the server has lost the session; they fail with [SessionLost]. Completes when those already sent are answered.
    CompletableFuture<Void> retire() {
        retired = true;
        return CompletableFuture.allOf(pending.values().toArray(CompletableFuture[]::new)).exceptionally(_ -> null);
    }

    /// Fails all open requests and every later one.
    @Override
    public void close() {
        closed = true;
        pending.keySet().forEach(id -> fail(id, new ToolFailure(ToolReason.of(ProblemReason.TOOL_CONNECTION_CLOSED))));
    }

    private void requestPage(Optional<String> cursor, Map<String, Tool> before, int number) {
        ObjectNode params = JSON.objectNode();
        if (kind == ServerKind.DEVICE) {
            params.put("withUserTools", true);
        }
        cursor.ifPresent(at -> params.put("cursor", at));
        request("tools/list", params, CALL_TIMEOUT).whenComplete((result, failure) -> {
            if (kind == ServerKind.PROGRAM && Failures.cause(failure) instanceof MethodUnknown) {
                // it offers other things than tools
                listener.listed(List.of());
                listed.complete(true);
                return;
            }
            if (failure != null) {
                listener.failed(reason(failure).with("tools/list, " + number));
                listed.complete(false);
                return;
            }
            ToolPage page = ToolPage.read(result, before);
            if (!listener.roomFor(page.tools().values().stream().mapToLong(Tool::bytes).sum())) {
                listener.failed(ToolReason.of(ProblemReason.TOOL_LIST_LARGE, before.size()));
                listed.complete(false);
                return;
            }
            tools = page.tools();
            listener.listed(list());
            page.leftOut().forEach(listener::failed);
            requestNextPage(page.next(), cursor, page.tools(), number);
        });
    }

    /// Limits the number of pages: a faulty device may name the same page again, or new ones forever.
    private void requestNextPage(String next, Optional<String> cursor, Map<String, Tool> all, int number) {
        if (next.isEmpty() || closed) {
            listed.complete(true);
            return;
        }
        if (number >= MAX_PAGES || all.size() >= ToolPage.MAX_TOOLS || next.length() > MAX_CURSOR_CHARS || cursor.filter(next::equals).isPresent()) {
            listener.failed(ToolReason.of(ProblemReason.TOOL_LIST_ENDLESS, all.size()));
            listed.complete(true);
            return;
        }
        requestPage(Optional.of(next), all, number + 1);
    }

    private CompletableFuture<JsonNode> request(String method, ObjectNode params, Duration most) {
        return answer(numbered(method, params), most).thenApply(McpClient::result);
    }

    private ObjectNode numbered(String method, ObjectNode params) {
        ObjectNode message = message(method).put("id", ids.incrementAndGet());
        message.set("params", params);
        return message;
    }

    /// The whole answer to a request.
    private CompletableFuture<JsonNode> answer(ObjectNode message, Duration most) {
        if (closed) {
            return CompletableFuture.failedFuture(new ToolFailure(ToolReason.of(ProblemReason.TOOL_CONNECTION_CLOSED)));
        }
        if (pending.size() >= MAX_PENDING) {
            return CompletableFuture.failedFuture(new ToolFailure(ToolReason.of(ProblemReason.TOOL_BUSY, MAX_PENDING)));
        }
        long id = message.path("id").asLong();
        CompletableFuture<JsonNode> reply = new CompletableFuture<>();
        pending.put(id, reply);
        if (retired) {
            pending.remove(id);
            return CompletableFuture.failedFuture(new SessionLost());
        }
        Time.Timer limit = time.after(most, () -> fail(id, new ToolFailure(ToolReason.noAnswer(most))));
        reply.whenComplete((_, _) -> limit.cancel());
        if (!send.test(message)) {
            fail(id, new ToolFailure(ToolReason.of(ProblemReason.TOOL_CONNECTION_CLOSED)));
        }
        return reply;
    }

    private void fail(long id, RuntimeException why) {
        CompletableFuture<JsonNode> waiting = pending.remove(id);
        if (waiting != null) {
            waiting.completeExceptionally(why);
        }
    }

    private static ObjectNode message(String method) {
        return JSON.objectNode().put("jsonrpc", "2.0").put("method", method);
    }

    private static String resultText(JsonNode result) {
        String answer = ToolResultText.of(result);
        if (result.path("isError").asBoolean(false)) {
            throw ToolFailure.said(answer);
        }
        return answer;
    }

    static ToolReason reason(Throwable failure) {
        return Failures.cause(failure) instanceof ToolFailure known ? known.reason() : new ToolReason.Said(Failures.reason(failure));
    }

    private static String cut(String answer) {
        return TextLimit.cut(answer, MAX_ANSWER_CHARS);
    }

    private static String version() {
        return ProductVersion.find().orElse("0.1.0");
    }
}
