package earshot.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.event.LogTextFormatter;
import earshot.llm.ToolCall;
import earshot.llm.ToolDefinition;
import earshot.problem.ProblemReason;
import earshot.time.SystemTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ToolDispatcherTest {
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(ToolDispatcher.class);
    private final ToolSourceFake server = new ToolSourceFake("home", "both", "server only");
    private final ToolSourceFake device = new ToolSourceFake("", "both", "self.lamp");
    private final BuiltInTool clock = new BuiltInTool(new ToolDefinition("clock", "", "{}"), _ -> ToolResult.forModel("noon"));
    private final BuiltInTool lamp = new BuiltInTool(new ToolDefinition("self_lamp", "", "{}"), _ -> ToolResult.forModel("never"));
    private final ToolDispatcher dispatch = new ToolDispatcher(new SystemTime(), McpClient.CALL_TIMEOUT, new LogTextFormatter(() -> 2000),
        new ToolNames(Set.of("clock")), server, device, List.of(clock, lamp), (name, known) -> "no " + name + " but " + known);

    @BeforeEach
    void listen() {
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
    }

    @Test
    @DisplayName("row 8: object arguments reach the tool unchanged, JSON text is decoded")
    void argumentsReachTheTool() {
        dispatch.run(call("server_only", "{\"a\":{\"b\":[1,2]},\"t\":\"灯\"}"));
        dispatch.run(call("server_only", "\"{\\\"a\\\":1}\""));
        dispatch.run(call("server_only", ""));
        dispatch.run(call("server_only", "```json\n{\"a\":2}\n```"));
        dispatch.run(call("server_only", "{\"a\":3}{\"a\":3}"));
        dispatch.run(call("server_only", "\"\\\"{\\\\\\\"a\\\\\\\":4}\\\"\""));
        dispatch.run(call("server_only", "null"));
        dispatch.run(call("server_only", " [] "));
        assertThat(server.got).extracting(JsonNode::toString).containsExactly("{\"a\":{\"b\":[1,2]},\"t\":\"灯\"}", "{\"a\":1}", "{}", "{\"a\":2}", "{\"a\":3}", "{\"a\":4}", "{}", "{}");
        assertThat(device.got).isEmpty();
    }

    @Test
    void aToolGetsTheTimeThatTheSettingsGiveIt() {
        ToolDispatcher patient = new ToolDispatcher(new SystemTime(), Duration.ofSeconds(90), new LogTextFormatter(() -> 2000), new ToolNames(Set.of()), server,
            device, List.of(), (name, known) -> "no tool");
        patient.run(call("server_only", "{}"));
        patient.run(call("self.lamp", "{}"));
        assertThat(List.of(server.limit, device.limit)).containsOnly(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "no json", "[1]", "5", "{\"a\":1} {\"a\":2}"})
    @DisplayName("rows 8, 49: undecodable arguments call no tool; the model is told, and the log has the bad text")
    void badArguments(String bad) {
        assertThat(dispatch.run(call("server_only", bad)))
            .isEqualTo(new ToolResult(ToolAction.REQLLM, "参数解析失败", "", Optional.of(ProblemReason.TOOL_ARGUMENTS.with(bad))));
        assertThat(server.got).isEmpty();
        assertThat(logged()).containsExactly("ERROR 无法解析 function_arguments: " + bad);
    }

    @Test
    @DisplayName("row 21: a device's result that is no JSON is logged and goes to the model as text")
    void textResult() {
        device.answers = CompletableFuture.completedFuture("it is on");
        assertThat(dispatch.run(call("self.lamp", "{}"))).isEqualTo(ToolResult.forModel("it is on"));
        assertThat(logged()).singleElement().asString().startsWith("ERROR 解析MCP工具返回结果失败: ");
    }

    @Test
    @DisplayName("row 21: show_result and plain objects go to the model as they are; a known action is followed")
    void actionResult() {
        for (String raw : List.of("{\"action\":\"show_result\",\"x\":1}", "{\"volume\":40}", "true", "{\"action\":\"dance\"}")) {
            device.answers = CompletableFuture.completedFuture(raw);
            assertThat(dispatch.run(call("self_lamp", "{}"))).isEqualTo(ToolResult.forModel(raw));
        }
        device.answers = CompletableFuture.completedFuture("{\"action\":\"RESPONSE\",\"response\":\"A red cup.\"}");
        assertThat(dispatch.run(call("self.lamp", "{}"))).isEqualTo(ToolResult.spokenBy("A red cup."));
        assertThat(logged()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"server_only", "self.lamp"})
    @DisplayName("rows 21, 49: a tool that throws ends as a result for the model, and the conversation continues")
    void throwingTool(String name) {
        server.answers = CompletableFuture.failedFuture(new ToolFailure("lamp broken"));
        device.answers = server.answers;
        assertThat(dispatch.run(call(name, "{}"))).isEqualTo(new ToolResult(ToolAction.REQLLM, "MCP工具调用失败", "", Optional.of("lamp broken")));
        assertThat(logged()).containsExactly("ERROR MCP工具调用失败: lamp broken");
    }

    @Test
    void theDevicesToolsComeFirstThenOursThenTheServers() {
        assertThat(dispatch.toolDefinitions()).extracting(ToolDefinition::name).containsExactly("both", "self_lamp", "clock", "home_both", "server_only");
        assertThat(dispatch.run(call("clock", "{}"))).isEqualTo(ToolResult.forModel("noon"));
        dispatch.run(call("self_lamp", "{}"));
        assertThat(device.got).hasSize(1);
        dispatch.run(call("home_both", "{}"));
        assertThat(server.called).containsExactly("both");
    }

    @Test
    void aToolThatDoesNotExistIsToldToTheModelWithThoseThatDo() {
        ToolResult result = dispatch.run(call("nothing", "{}"));
        assertThat(result.action()).isEqualTo(ToolAction.REQLLM);
        assertThat(result.result()).contains("no nothing but").contains("clock").contains("self_lamp");
        assertThat(result.failure()).contains(ProblemReason.TOOL_ABSENT.with("nothing"));
    }

    @Test
    @DisplayName("row 21: a tool that answers that it failed is logged as a failed call, and its own words reach the model")
    void whatAToolSaysOfItsFailureReachesTheModel() {
        server.answers = CompletableFuture.failedFuture(ToolFailure.said("no such city: Atlantis"));
        assertThat(dispatch.run(call("server_only", "{}")))
            .isEqualTo(new ToolResult(ToolAction.REQLLM, "no such city: Atlantis", "", Optional.of("no such city: Atlantis")));
        assertThat(logged()).containsExactly("ERROR MCP工具调用失败: no such city: Atlantis");
    }

    @Test
    void aToolThatSaysNothingHasWorked() {
        server.answers = CompletableFuture.completedFuture("");
        device.answers = CompletableFuture.completedFuture(" ");
        assertThat(dispatch.run(call("server_only", "{}"))).isEqualTo(ToolResult.forModel("done"));
        assertThat(dispatch.run(call("self_lamp", "{}"))).isEqualTo(ToolResult.forModel("done"));
        assertThat(logged()).isEmpty();
    }

    @Test
    void theResultsOfOneQuestionHaveABoundAndTheModelSeesTheCut() {
        server.answers = CompletableFuture.completedFuture("x".repeat(20_000));
        List<String> results = IntStream.range(0, 5).mapToObj(_ -> dispatch.run(call("server_only", "{}")).result()).toList();
        assertThat(results.getFirst()).hasSizeBetween(16_000, 16_100).endsWith("x\n[cut: the first 16000 of 20000 characters]");
        assertThat(String.join("", results)).hasSizeLessThan(49_000);
        assertThat(results.getLast()).startsWith("xxx").endsWith("[cut: the first 200 of 20000 characters]");
    }

    @Test
    void anAbortWaitsForNoTool() {
        device.answers = new CompletableFuture<>();
        dispatch.close();
        assertThatThrownBy(() -> dispatch.run(call("self.lamp", "{}"))).isInstanceOf(CancellationException.class);
        assertThat(device.answers).isCancelled();
    }

    @Test
    @DisplayName("rows 5, 48: a call in text is read from its outermost braces and gets an id of 32 hex digits")
    void callInText() {
        TextToolCall read = TextToolCall.parse("<tool_call>\n{\"name\":\"x\",\"arguments\":{\"a\":1,\"t\":\"灯\"}}\n</tool_call>");
        assertThat(read).isInstanceOfSatisfying(TextToolCall.Call.class, found -> {
            assertThat(found.call().name()).isEqualTo("x");
            assertThat(found.call().arguments()).isEqualTo("{\"a\":1,\"t\":\"灯\"}");
            assertThat(found.call().id()).matches("[0-9a-f]{32}");
        });
    }

    @Test
    @DisplayName("rows 5, 48: what is no call becomes the answer: the extracted part, or the whole text where there are no braces")
    void proseInText() {
        assertThat(prose("<tool_call> turn on the lamp")).isEqualTo("<tool_call> turn on the lamp");
        assertThat(prose("<tool_call>{\"name\":\"x\",}</tool_call>")).isEqualTo("{\"name\":\"x\",}");
        assertThat(prose("<tool_call>{\"name\":\"x\"}")).isEqualTo("{\"name\":\"x\"}");
        assertThat(prose("<tool_call>{\"arguments\":{}} and }")).isEqualTo("{\"arguments\":{}} and }");
        assertThat(prose("")).isEmpty();
    }

    private static String prose(String text) {
        return ((TextToolCall.Prose) TextToolCall.parse(text)).answer();
    }

    private static ToolCall call(String name, String arguments) {
        return new ToolCall("1", name, arguments);
    }

    private List<String> logged() {
        return log.list.stream().map(row -> row.getLevel() + " " + row.getFormattedMessage()).toList();
    }

    private static final class ToolSourceFake implements ToolSource {
        private final String name;
        private final List<Tool> tools;
        private final List<JsonNode> got = new ArrayList<>();
        private final List<String> called = new ArrayList<>();
        private Duration limit = Duration.ZERO;
        private CompletableFuture<String> answers = CompletableFuture.completedFuture("{}");

        ToolSourceFake(String name, String... names) {
            this.name = name;
            tools = java.util.Arrays.stream(names).map(each -> new Tool(each, "", "{}", false)).toList();
        }

        @Override
        public List<Tool> list() {
            return tools;
        }

        @Override
        public List<Part> parts() {
            return List.of(new Part(name, this));
        }

        @Override
        public CompletableFuture<String> call(String tool, JsonNode arguments) {
            called.add(tool);
            got.add(arguments);
            return answers;
        }

        @Override
        public CompletableFuture<String> call(String tool, JsonNode arguments, Duration most) {
            limit = most;
            return call(tool, arguments);
        }
    }
}
