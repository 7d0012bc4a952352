package earshot.tool;

import static earshot.data.JsonMappers.JSON;
import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.event.LogTextFormatter;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.remote.SharedHttpClient;
import earshot.store.ChildProcess;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tool servers: a real program, and one over HTTP.
class McpServerRegistryTest {

    private static final int OWN_PORT = 8003;

    @TempDir
    Path directory;

    private final TimeFake time = new TimeFake();
    private final SharedHttpClient sharedHttpClient = new SharedHttpClient(time);
    private final McpHttpServerFake web = new McpHttpServerFake();
    private final Map<ProblemSubject, Problem> open = new ConcurrentHashMap<>();
    private final List<Problem> raised = new CopyOnWriteArrayList<>();
    private final ProblemSink problems = new ProblemSink() {
        @Override
        public void raise(Problem problem) {
            open.put(problem.subject(), problem);
            raised.add(problem);
        }

        @Override
        public void resolve(ProblemCode code, ProblemSubject subject) {
            open.remove(subject);
        }
    };
    private McpServerRegistry servers;
    private Optional<URI> endpoint = Optional.empty();

    @AfterEach
    void close() {
        servers.close();
        web.close();
        sharedHttpClient.close();
    }

    @Test
    void theToolsOfAProgramAreListedPageByPageAndCalled() throws Exception {
        ObjectNode entries = entry(ChildProcess.command(McpProgramFake.class, List.of("one", "two words")));
        entries.withObject("/calc").putArray("disabledTools").add("die").add("ha*");
        start(entries.toString());
        assertThat(servers.list()).as("nobody waits for it").isEmpty();
        awaitTools("math.add", "who", "bad", "alive");
        assertThat(servers.list().getFirst().inputSchema()).contains("\"properties\":{\"a\":");
        assertThat(call("math.add", "{\"a\":2,\"b\":40}").join()).as("all texts").isEqualTo("adding\n42");
        assertThat(call("who", "{}").join()).endsWith(" sk-tool-4711 one,two words");
        assertThat(call("alive", "{}").join()).as("its ping was answered").isEqualTo("true");
        assertThatThrownBy(() -> call("bad", "{}").join()).hasMessageContaining("out of order");
        assertThat(servers.servers().get().orElse(List.of())).singleElement().satisfies(seen -> {
            assertThat(seen.availability()).isEqualTo(ToolServerStatus.Availability.READY);
            assertThat(seen.tools()).as("those of its entry").hasSize(4);
        });
        assertThat(open).isEmpty();
    }

    @Test
    void aProgramThatDiesIsAProblemAndIsStartedAgainAfterAPause() throws Exception {
        start(program());
        awaitTools("math.add", "who", "die", "hang", "bad", "alive");
        String before = call("who", "{}").join();
        CompletableFuture<String> last = call("die", "{}");
        await().until(() -> open.size() == 1);
        assertThatThrownBy(last::join).hasCauseInstanceOf(ToolFailure.class);
        Problem problem = open.values().iterator().next();
        assertThat(problem.code()).isEqualTo(ProblemCode.TOOL_SERVER_FAILED);
        assertThat(problem.args()).containsExactly("calc", ProblemReason.TOOL_SERVER_ENDED.with("3 (burnt out)"));
        assertThat(problem.why(Locale.ENGLISH)).isEqualTo("it ended with the code: 3 (burnt out).");
        assertThat(problem.why(Locale.CHINA)).isEqualTo("它已退出，退出码：3 (burnt out)。");
        assertThat(servers.list()).isEmpty();
        assertThatThrownBy(() -> call("math.add", "{}").join()).hasCauseInstanceOf(ToolFailure.class);
        time.advance(Duration.ofSeconds(1));
        awaitTools("math.add", "who", "die", "hang", "bad", "alive");
        assertThat(open).isEmpty();
        String second = call("who", "{}").join();
        assertThat(second).isNotEqualTo(before);
        assertThat(servers.servers().get().orElse(List.of()).getFirst().output().get()).as("what it wrote for people outlives it").containsExactly("burnt out");
        CompletableFuture<String> cut = call("hang", "{}");
        assertThat(servers.restart("calc")).isTrue();
        assertThatThrownBy(cut::join).as("by hand: without a pause, and what was under way fails").hasCauseInstanceOf(ToolFailure.class);
        awaitTools("math.add", "who", "die", "hang", "bad", "alive");
        assertThat(call("who", "{}").join()).isNotEqualTo(second);
        assertThat(servers.restart("none")).isFalse();
        assertThat(open).isEmpty();
    }

    @Test
    void theToolsOfARelayOfTheSettingsAreCalledUntilItIsNamedNoMore() throws Exception {
        try (McpRelayFake relay = new McpRelayFake()) {
            endpoint = Optional.of(relay.address("/mcp_endpoint/call/?token=abc"));
            start("{}");
            awaitTools("light.on");
            assertThat(call("light.on", "{}").join()).isEqualTo("called light.on");
            assertThat(relay.paths()).containsOnly("/mcp_endpoint/call/?token=abc");
            relay.drop();
            // the client may learn of it by a ping only
            await().until(() -> {
                time.advanceToNext(WebSocketTransport.PING_INTERVAL);
                return !raised.isEmpty();
            });
            await().until(() -> {
                // the pause may begin a moment after the problem
                time.advanceToNext(Duration.ofSeconds(1));
                return open.isEmpty();
            });
            awaitTools("light.on");
            endpoint = Optional.empty();
            look(() -> servers.list().isEmpty());
        }
    }

    @Test
    void theSilenceOfAToolHasALimit() throws Exception {
        start(program());
        awaitTools("math.add", "who", "die", "hang", "bad", "alive");
        CompletableFuture<String> never = call("hang", "{}");
        time.advance(McpClient.CALL_TIMEOUT);
        assertThatThrownBy(never::join).hasMessageContaining("there was no answer in time: 30 s");
        assertThat(call("math.add", "{\"a\":1,\"b\":1}").join()).as("and it works on").endsWith("2");
    }

    @Test
    void aCommandThatIsNotThereIsAProblemThatTellsNoKey() throws Exception {
        start(
            "{\"calc\":{\"command\":\"/nonexistent/tool\",\"env\":{\"KEY\":\"very-secret-4711\"}},\"odd\":{\"type\":\"what\"},\"far\":{\"url\":\"ftp://x\"}}");
        servers.refresh();
        await().until(() -> open.size() == 3);
        assertThat(open.values()).extracting(Problem::code).containsOnly(ProblemCode.TOOL_SERVER_FAILED, ProblemCode.TOOL_COMMAND_UNKNOWN);
        assertThat(open.values()).noneMatch(problem -> problem.toString().contains("4711"));
        assertThat(servers.list()).isEmpty();
        await().untilAsserted(
            () -> assertThat(servers.servers().get().orElse(List.of())).extracting(ToolServerStatus::availability).containsOnly(ToolServerStatus.Availability.BROKEN));
    }

    @Test
    void anEnvironmentThatNoProcessCanHaveIsAProblemThatTellsNoKey() throws Exception {
        start("{\"calc\":{\"command\":\"sh\",\"env\":{\"A=B\":\"very-secret-4711\"}}}");
        servers.refresh();
        await().until(() -> open.size() == 1);
        assertThat(open.values()).allMatch(problem -> problem.code() == ProblemCode.TOOL_SERVER_FAILED && !problem.toString().contains("4711"));
    }

    @Test
    void aServerBehindHttpKeepsItsSessionAndAnswersInEvents() throws Exception {
        start("{\"sky\":{\"url\":\"" + web.address() + "\",\"headers\":{\"Authorization\":\"Bearer t-1\"}}}");
        servers.refresh();
        awaitTools("weather", "mute");
        assertThat(call("weather", "{\"city\":\"Oslo\"}").join()).isEqualTo("rain in Oslo");
        assertThatThrownBy(() -> call("mute", "{}").join()).hasMessageContaining("without an answer");
        Map<String, List<String>> last = web.requestHeaders.getLast();
        assertThat(last).containsEntry("Mcp-session-id", List.of("s-1")).containsEntry("Mcp-protocol-version", List.of("2025-03-26"))
            .containsEntry("Authorization", List.of("Bearer t-1"));
        assertThat(web.methods).startsWith("initialize", "notifications/initialized", "tools/list");
        servers.close();
        await().until(() -> web.methods.contains("DELETE"));
    }

    @Test
    void aServerWithTheOlderTransportIsKnownByItsAddressAndReachedAgainWhenItsStreamEnds() throws Exception {
        start("{\"sky\":{\"url\":\"" + web.sseAddress() + "\",\"headers\":{\"Authorization\":\"Bearer t-1\"}}}");
        servers.refresh();
        awaitTools("weather");
        assertThat(call("weather", "{}").join()).isEqualTo("sun");
        assertThat(web.methods).containsExactly("initialize", "notifications/initialized", "tools/list", "tools/call");
        assertThat(web.requestHeaders.getFirst()).containsEntry("Authorization", List.of("Bearer t-1"));
        web.cut();
        await().until(() -> open.size() == 1);
        assertThat(open.values().iterator().next().args()).containsExactly("sky", "reason.tool_server_stream_ended");
        time.advance(Duration.ofSeconds(1));
        awaitTools("weather");
        assertThat(open).isEmpty();
    }

    @Test
    void aServerThatRefusesIsTriedAgainLessAndLessOften() throws Exception {
        web.status = 503;
        start("{\"sky\":{\"url\":\"" + web.address() + "\"}}");
        servers.refresh();
        await().until(() -> open.size() == 1);
        assertThat(open.values().iterator().next().args()).containsExactly("sky", "HTTP 503: no");
        time.advance(Duration.ofSeconds(1));
        await().until(() -> raised.size() == 2);
        time.advance(Duration.ofSeconds(1));
        assertThat(web.methods).as("the second pause is longer").hasSize(2);
        web.status = 200;
        time.advance(Duration.ofSeconds(1));
        awaitTools("weather", "mute");
    }

    @Test
    @DisplayName("without a file an empty one is made; what is written into it is followed, and what is taken out of it ends")
    void theFileIsFollowed() throws Exception {
        Path file = directory.resolve("mcp.json");
        servers = servers(file);
        servers.refresh();
        await().until(() -> Files.exists(file));
        assertThat(JSON.readTree(file.toFile())).isEqualTo(JSON.readTree("{\"mcpServers\":{}}"));
        write(file, program());
        look(() -> !servers.servers().get().orElse(List.of()).isEmpty());
        // no time passes while the program starts, or its first answer would be too late
        awaitTools("math.add", "who", "die", "hang", "bad", "alive");
        long pid = Long.parseLong(call("who", "{}").join().split(" ")[0]);
        Files.writeString(file, "{\"mcpServers\": {");
        look(() -> open.values().stream().anyMatch(problem -> problem.code() == ProblemCode.TOOL_SERVERS_UNREADABLE));
        Files.writeString(file, "[".repeat(2_000));
        look(() -> open.values().stream().anyMatch(problem -> problem.args().contains(ProblemReason.TOO_DEEP.toString())));
        write(file, "{}");
        look(() -> servers.list().isEmpty() && open.isEmpty());
        await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(servers.servers().get().orElse(List.of())).isEmpty();
    }

    @Test
    void aProgramThatIgnoresItsEndIsKilledWhenItsEntryChangesOrIsRemoved() throws Exception {
        Path file = directory.resolve("mcp.json");
        String stubborn = "trap '' TERM; while :; do sleep 1010; done";
        write(file, entry(List.of("/bin/sh", "-c", stubborn)).toString());
        servers = servers(file);
        look(() -> sleepers().size() == 1);
        Set<Long> before = sleepers();
        write(file, entry(List.of("/bin/sh", "-c", stubborn, "changed")).toString());
        look(() -> sleepers().size() == 1 && !sleepers().equals(before));
        write(file, "{}");
        look(() -> sleepers().isEmpty());
    }

    private static Set<Long> sleepers() {
        return ProcessHandle.current().descendants().filter(process -> process.info().commandLine().orElse("").endsWith("sleep 1010")).map(ProcessHandle::pid)
            .collect(java.util.stream.Collectors.toSet());
    }

    @Test
    void closingEndsThePrograms() throws Exception {
        start(program());
        awaitTools("math.add", "who", "die", "hang", "bad", "alive");
        long pid = Long.parseLong(call("who", "{}").join().split(" ")[0]);
        servers.close();
        await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(servers.list()).isEmpty();
        assertThat(open).isEmpty();
    }

    private void start(String entries) throws IOException {
        Path file = directory.resolve("mcp.json");
        write(file, entries);
        servers = servers(file);
    }

    private McpServerRegistry servers(Path file) {
        return new McpServerRegistry(List.of(file), () -> endpoint, directory.resolve("processes.txt"), time, sharedHttpClient,
            address -> address.getPort() == OWN_PORT, new LogTextFormatter(() -> 2_000), problems);
    }

    private void awaitTools(String... names) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(servers.list()).extracting(Tool::name).containsExactly(names));
        // what is listed can be called a moment later
        await().until(() -> servers.servers().get().orElse(List.of()).stream().allMatch(server -> server.availability() == ToolServerStatus.Availability.READY));
    }

    private void look(java.util.concurrent.Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            time.advance(Duration.ofSeconds(2));
            servers.refresh();
            return condition.call();
        });
    }

    private CompletableFuture<String> call(String name, String arguments) throws IOException {
        return servers.call(name, JSON.readTree(arguments));
    }

    private static void write(Path file, String entries) throws IOException {
        ObjectNode all = JSON.createObjectNode();
        JsonNode servers = JSON.readTree(entries);
        all.set("mcpServers", servers);
        Files.writeString(file, all.toString());
    }

    /// An entry with a program in Java.
    private static String program() {
        return entry(ChildProcess.command(McpProgramFake.class, List.of("one", "two words"))).toString();
    }

    private static ObjectNode entry(List<String> command) {
        ObjectNode all = JSON.createObjectNode();
        ObjectNode calc = all.putObject("calc").put("command", command.getFirst());
        command.stream().skip(1).forEach(calc.putArray("args")::add);
        calc.putObject("env").put("TOOL_KEY", "sk-tool-4711");
        return all;
    }
}
