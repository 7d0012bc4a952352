package earshot.tool;

import static earshot.data.JsonMappers.STRICT_JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.event.LogTextFormatter;
import earshot.llm.ToolCall;
import earshot.llm.ToolDefinition;
import earshot.problem.Failures;
import earshot.problem.ProblemReason;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Offers tools to a model and runs those that it calls, for one question of a person. The device's tools come first, then the built-in ones, then
/// those of tool servers: a server must not replace a tool that people know. Every failure becomes a result for the model, never an exception.
/// Source: badge-protocol section 5.3 except for the order, including the Chinese texts.
///
/// Used by the thread of one turn; [#close] may be called from any thread.
public final class ToolDispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ToolDispatcher.class);
    /// More than the limit of a call, so that the client's own timeout, which names the cause, comes first.
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /// Characters of all results of one question.
    private static final int MAX_RESULT_CHARS = 48_000;
    /// Characters of a result that a model gets also beyond that bound.
    private static final int MIN_RESULT_CHARS = 200;
    /// What a model is told of a tool that worked and has nothing to say.
    private static final String DONE = "done";
    /// Arguments as they stand in a page of text.
    /// How often arguments may be encoded as a text within a text.
    private static final int MAX_ENCODED = 3;
    private static final Pattern FENCE = Pattern.compile("^\\s*`{3}\\w*\\s*(.*?)\\s*`{3}\\s*$", Pattern.DOTALL);
    private static final String BAD_ARGUMENTS = "参数解析失败";
    private static final String FAILED = "MCP工具调用失败";

    private final Time time;
    private final Duration limit;
    private final LogTextFormatter log;
    private final ToolNames names;
    private final ToolSource serverTools;
    private final ToolSource deviceTools;
    private final List<BuiltInTool> builtIns;
    private final UnknownTool unknownTool;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private List<String> leftOutOfDevice = List.of();
    private int resultChars;

    /// What a model is told that calls a tool which does not exist, in its conversation's language.
    public interface UnknownTool {
        String text(String name, List<String> known);
    }

    /// @param limit how long a tool may take to answer
    /// @param names of the conversation
    public ToolDispatcher(Time time, Duration limit, LogTextFormatter log, ToolNames names, ToolSource serverTools, ToolSource deviceTools,
        List<BuiltInTool> builtIns, UnknownTool unknownTool) {
        this.time = time;
        this.limit = limit;
        this.log = log;
        this.names = names;
        this.serverTools = serverTools;
        this.deviceTools = deviceTools;
        this.builtIns = List.copyOf(builtIns);
        this.unknownTool = unknownTool;
    }

    /// The tools offered to a model. What is left out of the tool servers' is reported to them.
    public List<ToolDefinition> toolDefinitions() {
        ToolOffer offer = offer();
        serverTools.leftOut(offer.leftOutOfServers());
        leftOutOfDevice = offer.leftOutOfDevice();
        return offer.definitions();
    }

    /// Names of the device's tools for which there was no room in what was offered last.
    public List<String> leftOutOfDevice() {
        return leftOutOfDevice;
    }

    /// Runs a call and waits for its result.
    ///
    /// @throws CancellationException after [#close]
    public ToolResult run(ToolCall call) {
        ToolOffer offer = offer();
        return withinBounds(offer.find(call.name()).map(tool -> run(call, tool)).orElseGet(() -> unknown(call.name(), offer)));
    }

    /// Models make up names; told which there are, they find the right one.
    private ToolResult unknown(String name, ToolOffer offer) {
        String shown = name.substring(0, Math.min(name.length(), ToolNames.MAX_CHARS));
        return ToolResult.failed(unknownTool.text(shown, offer.definitions().stream().map(ToolDefinition::name).toList()),
            ToolReason.of(ProblemReason.TOOL_ABSENT, shown));
    }

    private ToolResult run(ToolCall call, ToolOffer.Offered tool) {
        return parseArguments(call).map(arguments -> ToolArguments.own(arguments, tool.schema())).map(arguments -> switch (tool) {
            case ToolOffer.Offered.OfServer(ToolSource source, String ownName, String _) -> callTool(source, ownName, arguments, ToolResult::forModel);
            case ToolOffer.Offered.OfDevice(ToolSource source, String ownName, String _) -> callTool(source, ownName, arguments, this::readDeviceResult);
            case ToolOffer.Offered.BuiltIn(BuiltInTool builtIn) -> withFailures(() -> builtIn.handler().apply(arguments));
        }).orElseGet(() -> badArguments(call));
    }

    /// Whether there is a tool that a model knows by this name.
    public boolean offers(String name) {
        return offer().find(name).isPresent();
    }

    /// The name under which people know a tool: its own where a model knows it by another one.
    public String shownName(String name) {
        return offer().find(name).map(ToolOffer.Offered::ownName).filter(own -> !ToolNames.tells(name, own)).orElse(name);
    }

    private ToolOffer offer() {
        return ToolOffer.of(names, deviceTools, builtIns, serverTools);
    }

    private ToolResult withinBounds(ToolResult result) {
        String text = ToolResultText.cut(result.result(), Math.max(MIN_RESULT_CHARS, Math.min(ToolResultText.MAX_CHARS, MAX_RESULT_CHARS - resultChars)));
        resultChars += text.length();
        return new ToolResult(result.action(), text, result.response(), result.failure());
    }

    /// Stops waiting: the running call and later ones are cancelled.
    @Override
    public void close() {
        stopped.complete(null);
    }

    private ToolResult callTool(ToolSource tools, String name, JsonNode arguments, Function<String, ToolResult> reader) {
        return withFailures(() -> {
            String text = await(tools.call(name, arguments, limit));
            return text.isBlank() ? ToolResult.forModel(DONE) : reader.apply(text);
        });
    }

    private ToolResult withFailures(Supplier<ToolResult> work) {
        try {
            return work.get();
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            return Failures.cause(e) instanceof ToolFailure failure ? failed(failure) : failed(new ToolReason.Said(Failures.reason(e)), FAILED);
        }
    }

    private ToolResult failed(ToolFailure failure) {
        return failed(failure.reason(), failure.said() ? failure.getMessage() : FAILED);
    }

    private ToolResult failed(ToolReason why, String result) {
        LOG.error("MCP工具调用失败: {}", log.format(why.english()));
        return ToolResult.failed(result, why);
    }

    /// Waits for a tool's answer until the time limit.
    ///
    /// @throws CancellationException after [#close]
    public String await(CompletableFuture<String> call) {
        CompletableFuture<String> either = call.copy();
        stopped.thenRun(() -> either.cancel(false));
        try {
            return time.await(either, limit.plus(PATIENCE)).orElseThrow(() -> new ToolFailure(ToolReason.noAnswer(limit)));
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
        return ToolAction.named(result.path("action").asText(""))
            .map(action -> new ToolResult(action, "", result.path("response").asText(""), Optional.<String>empty()))
            .orElseGet(() -> ToolResult.forModel(text));
    }

    private ToolResult badArguments(ToolCall call) {
        LOG.error("无法解析 function_arguments: {}", log.format(call.arguments()));
        return ToolResult.failed(BAD_ARGUMENTS, ToolReason.of(ProblemReason.TOOL_ARGUMENTS, call.arguments()));
    }

    /// The arguments as an object. Blank text, null, and the empty list that PHP makes of an empty object count as an empty one. Some models and
    /// gateways encode the object twice or more, as a JSON string.
    private static Optional<JsonNode> parseArguments(ToolCall call) {
        if (call.arguments().isBlank()) {
            return Optional.of(STRICT_JSON.createObjectNode());
        }
        String written = FENCE.matcher(call.arguments()).replaceFirst("$1");
        Optional<JsonNode> read = LooseJson.read(written).or(() -> LooseJson.once(written));
        for (int depth = 0; depth < MAX_ENCODED && read.filter(JsonNode::isTextual).isPresent(); depth++) {
            read = read.flatMap(text -> LooseJson.read(text.textValue()));
        }
        return read.map(value -> value.isNull() || value.isArray() && value.isEmpty() ? STRICT_JSON.createObjectNode() : value).filter(JsonNode::isObject);
    }
}
