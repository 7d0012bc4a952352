package earshot.tool;

import static earshot.data.JsonMappers.JSON;
import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.event.LogTextFormatter;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.remote.SharedHttpClient;
import earshot.time.TimeFake;
import earshot.tool.ScriptedMcpServerFake.Reply;
import earshot.tool.ScriptedMcpServerFake.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tool servers over HTTP as they are in the field: what they do that the standard allows, and what it does not.
class HttpToolServersTest {
    @TempDir
    Path directory;

    private final TimeFake time = new TimeFake();
    private final SharedHttpClient sharedHttpClient = new SharedHttpClient(time);
    private final ScriptedMcpServerFake web = new ScriptedMcpServerFake();
    private final Map<ProblemSubject, Problem> open = new ConcurrentHashMap<>();
    private final List<Problem> raised = new CopyOnWriteArrayList<>();
    private McpServerRegistry servers;

    @AfterEach
    void close() {
        servers.close();
        web.close();
        sharedHttpClient.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectWithinTheOriginIsFollowedWithBodyAndHeadersAndRemembered(int status) throws Exception {
        web.does(request -> request.path().equals("/mcp?k=v") ? Optional.of(Reply.redirect(status, "/mcp/?k=v")) : Optional.empty());
        start("{\"url\":\"" + web.address("/mcp?k=v") + "\",\"headers\":{\"Authorization\":\"Bearer t-1\"}}");
        awaitTools("weather");
        assertThat(result("weather")).isEqualTo("sun");
        assertThat(web.requests.stream().filter(request -> request.method().equals("POST")).map(Request::path)).containsExactly("/mcp?k=v", "/mcp/?k=v",
            "/mcp/?k=v", "/mcp/?k=v", "/mcp/?k=v");
        assertThat(web.requests).allMatch(request -> request.header("Authorization").equals("Bearer t-1"));
        assertThat(raised).isEmpty();
    }

    @Test
    void whatIsMissingOfAListIsTold() throws Exception {
        web.does(request -> request.rpc().equals("tools/list") ? Optional.of(Reply.of(200, "application/json",
            "{\"jsonrpc\":\"2.0\",\"id\":" + request.message().path("id") + ",\"result\":{\"nextCursor\":\"again\",\"tools\":[{\"name\":\"weather\"}]}}"))
            : Optional.empty());
        start("{\"url\":\"" + web.address("/mcp") + "\"}");
        assertThat(awaitProblem(ProblemCode.TOOL_LIST_INCOMPLETE).args()).containsExactly("sky", ProblemReason.TOOL_LIST_ENDLESS.with("1"));
        assertThat(result("weather")).isEqualTo("sun");
    }

    @Test
    void aRedirectToAnotherOriginIsToldAndNeverFollowed() throws Exception {
        try (ScriptedMcpServerFake other = new ScriptedMcpServerFake()) {
            web.does(_ -> Optional.of(Reply.redirect(307, other.address("/mcp"))));
            start("{\"url\":\"" + web.address("/mcp") + "\",\"headers\":{\"Authorization\":\"Bearer t-1\"}}");
            assertThat(awaitProblem(ProblemCode.TOOL_SERVER_REDIRECTED).args()).containsExactly("sky", other.address("/mcp"));
            assertThat(other.requests).isEmpty();
        }
    }

    @Test
    void aRedirectThatLeadsBackIsNotFollowedForEver() throws Exception {
        web.does(request -> Optional.of(Reply.redirect(308, request.path().equals("/mcp") ? "/mcp/" : "/mcp")));
        start("{\"url\":\"" + web.address("/mcp") + "\"}");
        assertThat(awaitProblem(ProblemCode.TOOL_SERVER_FAILED).args()).containsExactly("sky", "reason.tool_server_redirects");
        assertThat(web.requests).hasSizeLessThan(10);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = { "404|Session not found",
        "400|{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32000,\"message\":\"Bad Request: No valid session ID provided\"},\"id\":null}", "400|", "404|",
        "410|gone",
        "500|{\"jsonrpc\":\"2.0\",\"id\":ID,\"error\":{\"code\":-32603,\"message\":\"Session not found: 7\"}}",
        "200|{\"jsonrpc\":\"2.0\",\"id\":ID,\"error\":{\"code\":-32001,\"message\":\"Session not found\"}}",
        "200|{\"jsonrpc\":\"2.0\",\"id\":ID,\"error\":{\"code\":-32602,\"message\":\"Invalid request parameters\",\"data\":\"Received request before initialization was complete\"}}" })
    void aLostSessionIsOpenedAnewAndTheCallIsRepeatedOnce(int status, String words) throws Exception {
        AtomicReference<String> session = new AtomicReference<>("one");
        web.does(request -> sessionOf(request, session.get(),
            Reply.of(status, "application/json", words == null ? "" : words.replace("ID", request.message().path("id").asText()))));
        start("{\"url\":\"" + web.address("/mcp") + "\"}");
        awaitTools("weather");
        session.set("two");
        List<CompletableFuture<String>> calls = List.of(call("weather"), call("weather"), call("weather"));
        assertThat(servers.list()).as("its tools are offered meanwhile").hasSize(1);
        await().atMost(Duration.ofSeconds(30)).until(() -> calls.stream().allMatch(CompletableFuture::isDone));
        assertThat(calls).allSatisfy(each -> assertThat(each.join()).isEqualTo("sun"));
        assertThat(web.calls()).filteredOn("initialize"::equals).hasSize(2);
        assertThat(web.requests.stream().filter(request -> request.rpc().equals("tools/call")).map(request -> request.header("Mcp-session-id")))
            .containsOnly("one", "two").filteredOn("two"::equals).hasSize(3);
        assertThat(raised).isEmpty();
    }

    @Test
    void aCallThatLearnsLateThatTheSessionIsLostIsRepeatedToo() throws Exception {
        AtomicReference<String> session = new AtomicReference<>("one");
        CompletableFuture<Void> answered = new CompletableFuture<>();
        AtomicInteger lost = new AtomicInteger();
        web.does(request -> {
            Optional<Reply> reply = sessionOf(request, session.get(), Reply.of(404, "", ""));
            if (reply.isPresent() && request.rpc().equals("tools/call") && lost.incrementAndGet() == 2) {
                answered.join();
            }
            return reply;
        });
        start("{\"url\":\"" + web.address("/mcp") + "\"}");
        awaitTools("weather");
        session.set("two");
        List<CompletableFuture<String>> calls = List.of(call("weather"), call("weather"));
        await().until(() -> calls.stream().anyMatch(CompletableFuture::isDone));
        answered.complete(null);
        assertThat(calls).allSatisfy(each -> assertThat(each.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo("sun"));
    }

    @Test
    void aSessionThatIsLostWithEveryCallIsOpenedOnceACall() throws Exception {
        web.does(request -> request.rpc().equals("tools/call") ? Optional.of(Reply.of(404, "", "")) : sessionOf(request, "one", Reply.of(404, "", "")));
        start("{\"url\":\"" + web.address("/mcp") + "\"}");
        awaitTools("weather");
        assertThatThrownBy(() -> result("weather")).hasCauseInstanceOf(ToolFailure.class).hasMessageContaining("forgotten the session");
        assertThat(web.calls()).filteredOn("tools/call"::equals).hasSize(2);
        assertThat(web.calls()).filteredOn("initialize"::equals).hasSize(2);
    }

    @Test
    void aRefusedCallWithItsIdIsItsAnswer() throws Exception {
        web.does(request -> request.rpc().equals("tools/call")
            ? Optional.of(Reply.of(400, "application/json",
                "{\"jsonrpc\":\"2.0\",\"id\":" + request.message().path("id") + ",\"error\":{\"code\":-32602,\"message\":\"city is missing\"}}"))
            : sessionOf(request, "one", Reply.of(400, "", "")));
        start("{\"url\":\"" + web.address("/mcp") + "\"}");
        awaitTools("weather");
        assertThatThrownBy(() -> result("weather")).hasMessageContaining("city is missing");
        assertThat(web.calls()).containsOnlyOnce("initialize");
    }

    @Test
    void anIdThatIsAFractionIsTheSame() throws Exception {
        web.does(request -> request.rpc().equals("initialize")
            ? Optional.of(Reply.of(200, "application/json",
                "{\"jsonrpc\":\"2.0\",\"id\":" + request.message().path("id") + ".0,\"result\":{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{}}}"))
            : Optional.empty());
        start("{\"url\":\"" + web.address("/mcp") + "\"}");
        awaitTools("weather");
        assertThat(web.calls()).containsOnlyOnce("initialize");
    }

    @Test
    void idsAsTextAndSeveralMessagesAtOnceAreUnderstood() throws Exception {
        web.does(request -> request.rpc().equals("tools/call") ? Optional.of(Reply.of(200, "text/event-stream",
            "data: [{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\"},{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"method\":\"ping\"},"
                + "{\"jsonrpc\":\"2.0\",\"id\":\"" + request.message().path("id")
                + "\",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"rain\"}]}}]\n\n"))
            : Optional.empty());
        start("{\"url\":\"" + web.address("/mcp") + "\"}");
        awaitTools("weather");
        assertThat(result("weather")).isEqualTo("rain");
        await().until(() -> web.requests.stream().anyMatch(request -> request.message().path("id").asText().equals("p") && request.message().has("result")));
    }

    @Test
    void whatItSendsUnaskedComesOverItsStreamWhichIsOpenedAgain() throws Exception {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        AtomicReference<String> tool = new AtomicReference<>("weather");
        web.does(request -> request.method().equals("GET") ? Optional.of(Reply.events(": here\n\n", events)) : request.rpc().equals("tools/list")
            ? Optional.of(Reply.json(ScriptedMcpServerFake.result(request.message(), "{\"tools\":[{\"name\":\"" + tool.get() + "\"}]}"))) : Optional.empty());
        start("{\"url\":\"" + web.address("/mcp") + "\"}");
        awaitTools("weather");
        for (String next : List.of("tide", "moon")) {
            tool.set(next);
            events.add("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
            awaitTools(next);
            events.add("");
            time.advance(Duration.ofSeconds(2));
            await().until(() -> {
                time.advance(Duration.ofSeconds(2));
                return web.requests.stream().filter(request -> request.method().equals("GET")).count() == (next.equals("tide") ? 2 : 3);
            });
        }
        assertThat(raised).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"401", "403"})
    void aRefusedKeyIsToldInItsWordsWithoutTheKey(int status) throws Exception {
        web.does(_ -> Optional.of(Reply.of(status, "application/json", "{\"error\":{\"message\":\"Authorization: Bearer t-4711 is not valid\"}}")));
        start("{\"url\":\"" + web.address("/mcp") + "\",\"headers\":{\"Authorization\":\"Bearer t-4711\"}}");
        Problem problem = awaitProblem(ProblemCode.TOOL_SERVER_KEY_REFUSED);
        assertThat(problem.args().get(1)).startsWith("HTTP " + status + ": Authorization").doesNotContain("4711");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Authorization\":\"Bearer\u3000t-4711\"", "\"Authorization:\":\"t-4711\"", "\"Connection\":\"t-4711\""})
    void aHeaderThatCannotBeSentIsToldWithoutItsValue(String header) throws Exception {
        start("{\"url\":\"" + web.address("/mcp") + "\",\"headers\":{" + header + "}}");
        Problem problem = awaitProblem(ProblemCode.TOOL_SERVER_FAILED);
        assertThat(problem.args().get(1)).startsWith(ProblemReason.TOOL_SERVER_HEADER.with("")).doesNotContain("4711");
        assertThat(web.requests).isEmpty();
    }

    @Test
    void aVersionThatNoHeaderCanCarryIsNotSentBack() throws Exception {
        web.does(request -> request.rpc().equals("initialize")
            ? Optional.of(Reply.json(ScriptedMcpServerFake.result(request.message(), "{\"protocolVersion\":\"two\\nlines\"}")))
            : Optional.empty());
        start("{\"url\":\"" + web.address("/mcp") + "\"}");
        awaitTools("weather");
        assertThat(result("weather")).isEqualTo("sun");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405})
    void whereTheNewerTransportIsNotKnownTheOlderOneIsTaken(int status) throws Exception {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        web.does(request -> older(request, "/any", "/messages?s=1", events)
            .or(() -> request.path().equals("/any") ? Optional.of(Reply.of(status, "text/html", "<html>no</html>")) : Optional.empty()));
        start("{\"url\":\"" + web.address("/any") + "\"}");
        awaitTools("weather");
        assertThat(result("weather")).isEqualTo("sun");
        assertThat(raised).isEmpty();
        events.add("");
    }

    @Test
    void whereTheOlderTransportIsNotKnownTheNewerOneIsTaken() throws Exception {
        start("{\"url\":\"" + web.address("/a/sse/b") + "\",\"type\":\"sse\"}");
        awaitTools("weather");
        assertThat(web.requests.getFirst().method()).isEqualTo("GET");
        assertThat(raised).isEmpty();
    }

    @Test
    void aWebPageOfAServerIsToldByItsTitle() throws Exception {
        web.does(_ -> Optional.of(Reply.of(502, "text/html", "<html>\n<head>\n<title>502 Bad\nGateway</title>\n</head>\n<body></body>\n</html>")));
        start("{\"url\":\"" + web.address("/any") + "\"}");
        assertThat(awaitProblem(ProblemCode.TOOL_SERVER_FAILED).args()).containsExactly("sky", "HTTP 502: 502 Bad Gateway");
    }

    @Test
    void anAddressThatKnowsNoneIsToldWithWhatTheNewerOneSaid() throws Exception {
        web.does(_ -> Optional.of(Reply.of(404, "text/plain", "no such page")));
        start("{\"url\":\"" + web.address("/any") + "\"}");
        assertThat(awaitProblem(ProblemCode.TOOL_SERVER_FAILED).args()).containsExactly("sky", "HTTP 404: no such page");
    }

    @Test
    void theAddressForMessagesMayBeAbsoluteButNotOnAnotherServer() throws Exception {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        web.does(request -> older(request, "/sse", web.address("/messages"), events));
        start("{\"url\":\"" + web.address("/sse") + "\"}");
        awaitTools("weather");
        web.does(request -> older(request, "/sse", "http://127.0.0.2:1/messages", events));
        events.add("");
        await().until(() -> {
            time.advance(Duration.ofSeconds(1));
            return raised.stream()
                .anyMatch(problem -> problem.args().get(1).equals(ProblemReason.TOOL_SERVER_OTHER_ORIGIN.with("http://127.0.0.2:1/messages")));
        });
        events.add("");
    }

    @Test
    void aSessionOfTheOlderTransportThatIsLostIsOpenedAnewToo() throws Exception {
        Map<String, BlockingQueue<String>> events = Map.of("one", new LinkedBlockingQueue<>(), "two", new LinkedBlockingQueue<>());
        AtomicReference<String> session = new AtomicReference<>("one");
        web.does(request -> request.path().startsWith("/messages") && !request.path().endsWith(session.get())
            ? Optional.of(Reply.of(404, "text/plain", "Could not find session"))
            : older(request, "/sse", "/messages?s=" + session.get(), events.get(session.get())));
        start("{\"url\":\"" + web.address("/sse") + "\"}");
        awaitTools("weather");
        session.set("two");
        assertThat(result("weather")).isEqualTo("sun");
        assertThat(raised).isEmpty();
        events.values().forEach(queue -> queue.add(""));
    }

    @Test
    void aServerThatRefusesTheVersionIsAskedForAnOlderOne() throws Exception {
        web.does(request -> request.rpc().equals("initialize") && !request.message().path("params").path("protocolVersion").asText().equals("2024-11-05")
            ? Optional.of(Reply.json(
                "{\"jsonrpc\":\"2.0\",\"id\":" + request.message().path("id") + ",\"error\":{\"code\":-32602,\"message\":\"Unsupported protocol version\"}}"))
            : Optional.empty());
        start("{\"url\":\"" + web.address("/mcp") + "\"}");
        awaitTools("weather");
        assertThat(web.calls()).startsWith("initialize", "initialize", "initialize", "notifications/initialized");
        assertThat(web.requests.getLast().header("Mcp-protocol-version")).as("what it has agreed to").isEqualTo("2025-06-18");
    }

    @Test
    void aServerWithoutToolsIsReady() throws Exception {
        web.does(request -> request.rpc().equals("tools/list")
            ? Optional.of(
                Reply.json("{\"jsonrpc\":\"2.0\",\"id\":" + request.message().path("id") + ",\"error\":{\"code\":-32601,\"message\":\"Method not found\"}}"))
            : Optional.empty());
        start("{\"url\":\"" + web.address("/mcp") + "\"}");
        await().until(() -> servers.servers().get().orElse(List.of()).stream().anyMatch(server -> server.availability() == ToolServerStatus.Availability.READY));
        assertThat(raised).isEmpty();
    }

    @Test
    @DisplayName("an entry that leads to our own port is told so, and not connected to")
    void theOwnPortIsRecognised() throws Exception {
        start("{\"url\":\"http://localhost:8003/sse\"}");
        assertThat(awaitProblem(ProblemCode.TOOL_SERVER_OWN).args()).containsExactly("sky", "http://localhost:8003/sse");
    }

    /// The older transport: a stream that names the address for messages, whose answers come over the stream.
    private static Optional<Reply> older(Request request, String path, String endpoint, BlockingQueue<String> events) {
        if (request.method().equals("GET") && request.path().equals(path)) {
            return Optional.of(Reply.events("event: endpoint\ndata: " + endpoint + "\n\n", events));
        }
        if (!request.path().startsWith("/messages")) {
            return Optional.empty();
        }
        Reply usual = ScriptedMcpServerFake.usual(request);
        if (usual.status() == 200) {
            events.add(usual.body());
        }
        return Optional.of(Reply.of(202, "text/plain", "Accepted"));
    }

    private static Optional<Reply> sessionOf(Request request, String session, Reply refusal) {
        if (request.rpc().equals("initialize")) {
            Reply usual = ScriptedMcpServerFake.usual(request);
            return Optional.of(new Reply(usual.status(), usual.type(), usual.body(), Map.of("Mcp-Session-Id", session), Optional.empty()));
        }
        return request.method().equals("POST") && !request.header("Mcp-session-id").equals(session) ? Optional.of(refusal) : Optional.empty();
    }

    private void start(String entry) throws IOException {
        Path file = Files.writeString(directory.resolve("mcp.json"), "{\"mcpServers\":{\"sky\":" + entry + "}}");
        ProblemSink problems = new ProblemSink() {
            @Override
            public void raise(Problem problem) {
                raised.add(problem);
                open.put(problem.subject(), problem);
            }

            @Override
            public void resolve(ProblemCode code, ProblemSubject subject) {
                open.computeIfPresent(subject, (_, problem) -> problem.code() == code ? null : problem);
            }
        };
        servers = new McpServerRegistry(List.of(file), Optional::empty, directory.resolve("processes.txt"), time, sharedHttpClient,
            address -> address.getPort() == 8003, new LogTextFormatter(() -> 2_000), problems);
        servers.refresh();
    }

    private void awaitTools(String... names) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(servers.list()).extracting(Tool::name).containsExactly(names));
        // what is listed can be called a moment later
        await().until(() -> servers.servers().get().orElse(List.of()).stream().allMatch(server -> server.availability() == ToolServerStatus.Availability.READY));
    }

    private Problem awaitProblem(ProblemCode code) {
        await().atMost(Duration.ofSeconds(30)).until(() -> open.values().stream().anyMatch(problem -> problem.code() == code));
        return open.values().iterator().next();
    }

    private String result(String name) {
        CompletableFuture<String> call = call(name);
        await().atMost(Duration.ofSeconds(30)).until(call::isDone);
        return call.join();
    }

    private CompletableFuture<String> call(String name) {
        return servers.call(name, JSON.createObjectNode());
    }
}
