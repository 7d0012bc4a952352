package earshot.doubles;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/// A model provider that serves chat completions over real HTTP and answers exactly as the test scripts, without any delay of its own.
/// Answers are queued; the last one repeats.
public final class OpenAiServerFake implements AutoCloseable {
    static {
        // read once by the JDK's server; without it an answer of two writes waits 40 ms for the peer's acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }


    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger brokenOff = new AtomicInteger();
    private volatile List<String> models = List.of();

    /// A request as it arrived.
    ///
    /// @param headers names in lower case, first values
    /// @param connection the same for requests that came over one connection
    public record ReceivedRequest(String path, JsonNode body, Map<String, String> headers, int connection) {
        /// The text of the last message in the prompt.
        public String lastMessage() {
            JsonNode messages = body.path("messages");
            return messages.path(messages.size() - 1).path("content").asText();
        }
    }

    /// One scripted answer: a status, headers, and the steps that write the body.
    public record Answer(int status, Map<String, String> headers, List<Step> steps) {
        /// A complete streamed answer in pieces of text.
        public static Answer says(String... pieces) {
            return stream().text(pieces).finish("stop").done();
        }

        /// A tool call, its arguments in two pieces as real servers send them.
        public static Answer calls(String id, String name, String arguments) {
            int half = arguments.length() / 2;
            return stream().event(call(0, id, name, "")).event(call(0, null, null, arguments.substring(0, half)))
                .event(call(0, null, null, arguments.substring(half)))
                .finish("tool_calls").done();
        }

        /// Starts a streamed answer, to which steps are added.
        public static Answer stream() {
            return new Answer(200, Map.of("Content-Type", "text/event-stream; charset=utf-8"), List.of());
        }

        /// An answer in one piece, as from a server that refuses or does not stream.
        public static Answer status(int status, String body) {
            return new Answer(status, Map.of("Content-Type", "application/json"), List.of(new Step.Write(body)));
        }

        public Answer header(String name, String value) {
            Map<String, String> all = new LinkedHashMap<>(headers);
            all.put(name, value);
            return new Answer(status, all, steps);
        }

        public Answer text(String... pieces) {
            Answer answer = this;
            for (String piece : pieces) {
                answer = answer.event(delta().put("content", piece));
            }
            return answer;
        }

        /// Adds one event with this `delta`.
        public Answer event(ObjectNode delta) {
            return data(chunk(delta, null).toString());
        }

        /// Adds one event with this text after `data: `.
        public Answer data(String data) {
            return write("data: " + data + "\n\n");
        }

        public Answer finish(String reason) {
            return data(chunk(delta(), reason).toString());
        }

        public Answer done() {
            return data("[DONE]");
        }

        /// Writes exactly this text.
        public Answer write(String text) {
            return and(new Step.Write(text));
        }

        /// Waits for the latch and sends nothing meanwhile; as the first step, not even the status.
        public Answer until(CountDownLatch latch) {
            return and(new Step.Until(latch));
        }

        /// Drops the connection within the body.
        public Answer cut() {
            return and(new Step.Cut());
        }

        /// Sends this piece of text until the client disconnects.
        public Answer forever(String piece) {
            return endless("data: " + chunk(delta().put("content", piece), null) + "\n\n");
        }

        /// Writes this until the client disconnects.
        public Answer endless(String text) {
            return and(new Step.Forever(text));
        }

        /// The same bytes in as few writes as possible, so that the fake costs hardly any time in the same process.
        public Answer atOnce() {
            List<Step> all = new ArrayList<>();
            for (Step step : steps) {
                if (step instanceof Step.Write(String text) && !all.isEmpty() && all.getLast() instanceof Step.Write(String before)) {
                    all.set(all.size() - 1, new Step.Write(before + text));
                } else {
                    all.add(step);
                }
            }
            return new Answer(status, headers, List.copyOf(all));
        }

        private Answer and(Step step) {
            List<Step> all = new ArrayList<>(steps);
            all.add(step);
            return new Answer(status, headers, List.copyOf(all));
        }

        public static ObjectNode delta() {
            return JSON.createObjectNode();
        }

        /// A `delta` with one piece of a tool call; null omits a key.
        public static ObjectNode call(Integer index, String id, String name, String arguments) {
            ObjectNode delta = delta();
            ObjectNode call = delta.putArray("tool_calls").addObject();
            if (index != null) {
                call.put("index", index);
            }
            if (id != null) {
                call.put("id", id).put("type", "function");
            }
            ObjectNode function = call.putObject("function");
            if (name != null) {
                function.put("name", name);
            }
            function.put("arguments", arguments);
            return delta;
        }

        private static ObjectNode chunk(ObjectNode delta, String finish) {
            ObjectNode chunk = JSON.createObjectNode().put("id", "c1").put("object", "chat.completion.chunk");
            ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
            choice.set("delta", delta);
            choice.put("finish_reason", finish);
            return chunk;
        }
    }

    sealed interface Step {
        record Write(String text) implements Step {}

        record Until(CountDownLatch latch) implements Step {}

        record Forever(String text) implements Step {}

        record Cut() implements Step {}
    }

    /// Listens on a free port of this computer.
    public OpenAiServerFake(Answer... answers) {
        this.answers.addAll(List.of(answers));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /// For `base_url`, for example `http://127.0.0.1:40001/v1`.
    public String address() {
        return "http://127.0.0.1:" + port() + "/v1";
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /// Replaces the queued answers.
    public void answers(Answer... next) {
        synchronized (answers) {
            answers.clear();
            answers.addAll(List.of(next));
        }
    }

    /// Sets the models that `/v1/models` and `/api/tags` list.
    public void models(String... names) {
        models = List.of(names);
    }

    /// Every request so far, in order.
    public List<ReceivedRequest> requests() {
        return requests;
    }

    /// The number of answers that the client did not read to their end.
    public int brokenOff() {
        return brokenOff.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values.getFirst()));
        String path = exchange.getRequestURI().getPath();
        requests
            .add(new ReceivedRequest(path, body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body), headers, exchange.getRemoteAddress().getPort()));
        respond(exchange, answerTo(path));
    }

    private Answer answerTo(String path) {
        ObjectNode list = JSON.createObjectNode();
        switch (path) {
            case "/v1/models" -> models.forEach(name -> list.withArray("data").addObject().put("id", name).put("object", "model"));
            case "/api/tags" -> models.forEach(name -> list.withArray("models").addObject().put("name", name));
            default -> {
                synchronized (answers) {
                    boolean unknown = answers.isEmpty() || !path.endsWith("/chat/completions");
                    return unknown ? Answer.status(404, "{\"error\":{\"message\":\"not found\"}}") : answers.size() > 1 ? answers.poll() : answers.peek();
                }
            }
        }
        return list.isEmpty() ? Answer.status(404, "{}") : Answer.status(200, list.toString());
    }

    private void respond(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        OutputStream out = null;
        for (Step step : answer.steps) {
            if (out == null && !(step instanceof Step.Until)) {
                exchange.sendResponseHeaders(answer.status, 0);
                out = exchange.getResponseBody();
            }
            try {
                take(step, out);
            } catch (IOException e) {
                brokenOff.incrementAndGet();
                throw e;
            }
        }
        exchange.close();
    }

    private static void take(Step step, OutputStream out) throws IOException {
        switch (step) {
            case Step.Write write -> write(write.text, out);
            case Step.Until until -> {
                try {
                    until.latch.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException(e);
                }
            }
            case Step.Forever forever -> {
                while (true) {
                    write(forever.text, out);
                }
            }
            // the server drops the connection of a handler that throws
            case Step.Cut _ -> throw new IllegalStateException("cut");
        }
    }

    private static void write(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
