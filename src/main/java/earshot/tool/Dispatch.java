package earshot.tool;

import static earshot.data.JsonMappers.STRICT_JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.event.LogText;
import earshot.llm.Function;
import earshot.llm.ToolCall;
import earshot.problem.Failures;
import earshot.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the tools that a model calls. A name is looked up among the tools of MCP servers, then of the device, then the built-in ones.
/// Every failure becomes a result for the model, never an exception. Source: badge-protocol section 5.3, including the Chinese texts.
///
/// Used by the thread of one turn; [#close] may be called from any thread.
public final class Dispatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
    /// One second more than [McpClient#LIMIT], so that the client's own timeout, which names the cause, comes first.
    private static final Duration LIMIT = McpClient.LIMIT.plusSeconds(1);
    private static final int MOST_FUNCTIONS = 128;
    private static final String BAD_ARGUMENTS = "参数解析失败";
    private static final String FAILED = "MCP工具调用失败";

    private final Time time;
    private final LogText log;
    private final Tools server;
    private final Tools device;
    private final List<BuiltIn> builtIns;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    /// @param server tools of the MCP servers that this program is connected to
    /// @param device the device's own tools
    public Dispatch(Time time, LogText log, Tools server, Tools device, List<BuiltIn> builtIns) {
        this.time = time;
        this.log = log;
        this.server = server;
        this.device = device;
        this.builtIns = List.copyOf(builtIns);
    }

    /// The tools offered to a model: one entry for each name, in lookup order. Tools that a device marks for people are left out.
    public List<Function> functions() {
        Map<String, Function> all = new LinkedHashMap<>();
        List<Tool> tools = new ArrayList<>(server.list());
        device.list().stream().filter(tool -> !tool.forUser()).forEach(tools::add);
        tools.forEach(tool -> all.putIfAbsent(tool.safeName(), new Function(tool.safeName(), tool.description(), tool.inputSchema())));
        builtIns.forEach(tool -> all.putIfAbsent(tool.function().name(), tool.function()));
        return all.values().stream().limit(MOST_FUNCTIONS).toList();
    }

    /// Runs a call and waits for its result.
    ///
    /// @throws CancellationException after [#close]
    public Result run(ToolCall call) {
        if (has(server, call.name())) {
            return arguments(call).map(arguments -> called(server, call.name(), arguments, Result::forModel)).orElseGet(() -> undecodable(call));
        }
        if (has(device, call.name())) {
            return arguments(call).map(arguments -> called(device, call.name(), arguments, this::ofDevice)).orElseGet(() -> undecodable(call));
        }
        Optional<BuiltIn> builtIn = builtIns.stream().filter(tool -> tool.function().name().equals(call.name())).findFirst();
        if (builtIn.isPresent()) {
            return arguments(call).map(arguments -> own(builtIn.get(), arguments)).orElseGet(() -> undecodable(call));
        }
        return new Result(Action.NOTFOUND, "没有找到对应的函数: " + call.name(), "", Optional.of("there is no tool " + call.name()));
    }

    /// Stops waiting: the running call and later ones are cancelled.
    @Override
    public void close() {
        stopped.complete(null);
    }

    private interface Meaning {
        Result of(String text);
    }

    private Result called(Tools tools, String name, JsonNode arguments, Meaning meaning) {
        try {
            String text = await(tools.call(name, arguments));
            return text.isBlank() ? failed("it answered nothing") : meaning.of(text);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            return failed(Failures.reason(e));
        }
    }

    private Result failed(String why) {
        LOG.error("MCP工具调用失败: {}", log.of(why));
        return Result.failed(FAILED, why);
    }

    /// Waits for a tool's answer until the time limit.
    ///
    /// @throws CancellationException after [#close]
    public String await(CompletableFuture<String> call) {
        CompletableFuture<String> either = call.copy();
        stopped.thenRun(() -> either.cancel(false));
        try {
            return time.await(either, LIMIT).orElseThrow(() -> new ToolFailure("no answer within " + LIMIT.toSeconds() + " s"));
        } finally {
            call.cancel(false);
        }
    }

    private Result own(BuiltIn tool, JsonNode arguments) {
        try {
            return tool.run().run(arguments);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            return failed(Failures.reason(e));
        }
    }

    /// A device may name the [Action] in its result. An action that is not known, such as `show_result`, makes it a plain result for the model.
    private Result ofDevice(String text) {
        JsonNode result;
        try {
            result = STRICT_JSON.readTree(text);
        } catch (JsonProcessingException e) {
            LOG.error("解析MCP工具返回结果失败: {}", log.of(String.valueOf(e.getOriginalMessage())));
            return Result.forModel(text);
        }
        return Action.named(result.path("action").asText("")).map(action -> new Result(action, "", result.path("response").asText(""), Optional.<String>empty()))
            .orElseGet(() -> Result.forModel(text));
    }

    private Result undecodable(ToolCall call) {
        LOG.error("无法解析 function_arguments: {}", log.of(call.arguments()));
        return Result.failed(BAD_ARGUMENTS, "the arguments are no JSON object: " + call.arguments());
    }

    /// The arguments as an object; blank text counts as an empty object. Some models encode the object twice, as a JSON string.
    private static Optional<JsonNode> arguments(ToolCall call) {
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

    private static boolean has(Tools tools, String name) {
        return tools.list().stream().anyMatch(tool -> tool.name().equals(name) || tool.safeName().equals(name));
    }
}
