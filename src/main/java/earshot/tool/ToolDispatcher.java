package earshot.tool;

import static earshot.data.JsonMappers.STRICT_JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.event.LogTextFormatter;
import earshot.llm.ToolCall;
import earshot.llm.ToolDefinition;
import earshot.problem.Failures;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the tools that a model calls. A name is looked up among the tools of MCP servers, then of the device, then the built-in ones.
/// Every failure becomes a result for the model, never an exception. Source: badge-protocol section 5.3, including the Chinese texts.
///
/// Used by the thread of one turn; [#close] may be called from any thread.
public final class ToolDispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ToolDispatcher.class);
    /// One second more than [McpClient#CALL_TIMEOUT], so that the client's own timeout, which names the cause, comes first.
    private static final Duration TOOL_TIMEOUT = McpClient.CALL_TIMEOUT.plusSeconds(1);
    private static final int MAX_TOOLS = 128;
    private static final String BAD_ARGUMENTS = "参数解析失败";
    private static final String FAILED = "MCP工具调用失败";

    private final Time time;
    private final LogTextFormatter log;
    private final ToolSource serverTools;
    private final ToolSource deviceTools;
    private final List<BuiltInTool> builtIns;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    public ToolDispatcher(Time time, LogTextFormatter log, ToolSource serverTools, ToolSource deviceTools, List<BuiltInTool> builtIns) {
        this.time = time;
        this.log = log;
        this.serverTools = serverTools;
        this.deviceTools = deviceTools;
        this.builtIns = List.copyOf(builtIns);
    }

    /// The tools offered to a model: one entry for each name, in lookup order. Tools that a device marks for people are left out.
    public List<ToolDefinition> toolDefinitions() {
        Map<String, ToolDefinition> all = new LinkedHashMap<>();
        List<Tool> tools = new ArrayList<>(serverTools.list());
        deviceTools.list().stream().filter(tool -> !tool.forUser()).forEach(tools::add);
        tools.forEach(tool -> all.putIfAbsent(tool.safeName(), new ToolDefinition(tool.safeName(), tool.description(), tool.inputSchema())));
        builtIns.forEach(tool -> all.putIfAbsent(tool.definition().name(), tool.definition()));
        return all.values().stream().limit(MAX_TOOLS).toList();
    }

    /// Runs a call and waits for its result.
    ///
    /// @throws CancellationException after [#close]
    public ToolResult run(ToolCall call) {
        if (offers(serverTools, call.name())) {
            return parseArguments(call).map(arguments -> callTool(serverTools, call.name(), arguments, ToolResult::forModel)).orElseGet(() -> badArguments(call));
        }
        if (offers(deviceTools, call.name())) {
            return parseArguments(call).map(arguments -> callTool(deviceTools, call.name(), arguments, this::readDeviceResult)).orElseGet(() -> badArguments(call));
        }
        Optional<BuiltInTool> builtIn = builtIns.stream().filter(tool -> tool.definition().name().equals(call.name())).findFirst();
        if (builtIn.isPresent()) {
            return parseArguments(call).map(arguments -> withFailures(() -> builtIn.get().handler().apply(arguments))).orElseGet(() -> badArguments(call));
        }
        return new ToolResult(ToolAction.NOTFOUND, "没有找到对应的函数: " + call.name(), "", Optional.of("there is no tool " + call.name()));
    }

    /// Stops waiting: the running call and later ones are cancelled.
    @Override
    public void close() {
        stopped.complete(null);
    }

    private ToolResult callTool(ToolSource tools, String name, JsonNode arguments, Function<String, ToolResult> reader) {
        return withFailures(() -> {
            String text = await(tools.call(name, arguments));
            return text.isBlank() ? failed("it answered nothing") : reader.apply(text);
        });
    }

    private ToolResult withFailures(Supplier<ToolResult> work) {
        try {
            return work.get();
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            return failed(Failures.reason(e));
        }
    }

    private ToolResult failed(String why) {
        LOG.error("MCP工具调用失败: {}", log.format(why));
        return ToolResult.failed(FAILED, why);
    }

    /// Waits for a tool's answer until the time limit.
    ///
    /// @throws CancellationException after [#close]
    public String await(CompletableFuture<String> call) {
        CompletableFuture<String> either = call.copy();
        stopped.thenRun(() -> either.cancel(false));
        try {
            return time.await(either, TOOL_TIMEOUT).orElseThrow(() -> new ToolFailure("no answer within " + TOOL_TIMEOUT.toSeconds() + " s"));
        } finally {
            call.cancel(false);
        }
    }

    /// A device may name the [ToolAction] in its result. An action that is not known, such as `show_result`, makes it a plain result for the model.
    private ToolResult readDeviceResult(String text) {
        JsonNode result;
        try {
            result = STRICT_JSON.readTree(text);
        } catch (JsonProcessingException e) {
            LOG.error("解析MCP工具返回结果失败: {}", log.format(String.valueOf(e.getOriginalMessage())));
            return ToolResult.forModel(text);
        }
        return ToolAction.named(result.path("action").asText("")).map(action -> new ToolResult(action, "", result.path("response").asText(""), Optional.<String>empty()))
            .orElseGet(() -> ToolResult.forModel(text));
    }

    private ToolResult badArguments(ToolCall call) {
        LOG.error("无法解析 function_arguments: {}", log.format(call.arguments()));
        return ToolResult.failed(BAD_ARGUMENTS, "the arguments are no JSON object: " + call.arguments());
    }

    /// The arguments as an object; blank text counts as an empty object. Some models encode the object twice, as a JSON string.
    private static Optional<JsonNode> parseArguments(ToolCall call) {
        if (call.arguments().isBlank()) {
            return Optional.of(STRICT_JSON.createObjectNode());
        }
        try {
            JsonNode arguments = STRICT_JSON.readTree(call.arguments());
            return Optional.of(arguments.isTextual() ? STRICT_JSON.readTree(arguments.textValue()) : arguments).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static boolean offers(ToolSource tools, String name) {
        return tools.list().stream().anyMatch(tool -> tool.name().equals(name) || tool.safeName().equals(name));
    }
}
