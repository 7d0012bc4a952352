package earshot.tool;

import static earshot.data.JsonMappers.STRICT_JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.JsonEndFinder;
import earshot.data.RandomId;
import earshot.llm.ToolCall;
import earshot.llm.ToolDefinition;

/// Reads tool calls that a model wrote into its text, in the forms in which models were trained to write them: JSON objects and lists, elements with
/// parameters, and `name(arguments)`.
///
/// @param offered the tools that the model knows
public record TextCallParser(List<ToolDefinition> offered) {
    private static final Pattern NAME_AT_END = Pattern.compile("([\\p{L}_][\\p{L}\\p{N}_.-]*)(?::\\d+)?\\s*$");
    private static final Pattern FUNCTION = Pattern.compile("(?<![A-Za-z_])([A-Za-z_][\\w.-]{0,100}+)\\(");
    private static final Pattern MARKUP = Pattern.compile("<[^<>]{0,60}>|```\\w*|\\[[A-Z_]{1,20}]");
    /// How some models quote a text, number a call, and write a call as in a program.
    private static final Pattern QUOTE = Pattern.compile("<escape>|<\\|\"\\|>");
    private static final Pattern EMPHASIS = Pattern.compile("[*`]{1,3}(?=\\()");
    /// How gpt-oss begins a message to a tool.
    private static final Pattern HEAD = Pattern.compile("(?:<\\|[a-z]{1,10}\\|>)?(?:assistant|commentary|analysis)?\\s?"
        + "to=([\\w.-]{1,100}+)[^{}]{0,100}?(?:<\\|message\\|>|(?=\\{))");
    private static final Pattern NOISE = Pattern.compile("\\[CALL_ID]\\w+|\\.call(?=\\()");
    private static final List<String> NAME_KEYS = List.of("name", "tool_name", "function_name", "recipient_name", "tool", "function", "action", "api_name",
        "api", "command");
    private static final List<String> ARGUMENT_KEYS = List.of("arguments", "parameters", "args", "params", "tool_arguments", "function_arguments",
        "function_args", "tool_args", "tool_input", "action_input", "input");
    private static final List<String> ENVELOPE_KEYS = List.of("tool_calls", "tool_call", "function_calls", "function_call", "tool_uses", "calls", "actions",
        "action", "function");
    private static final int MAX_CALLS = 16;
    /// Characters before arguments in which their tool's name is looked for.
    private static final int MAX_BEFORE = 1_000;

    /// A call, and the index in the text behind it.
    public record Found(ToolCall call, int end) {}

    /// The calls in a text that a mark shows to be some, also of tools that do not exist.
    public List<ToolCall> marked(String written) {
        String headless = HEAD.matcher(written).replaceAll("$1 ");
        String text = NOISE.matcher(QUOTE.matcher(TextCallElements.plain(headless)).replaceAll("\"")).replaceAll("");
        List<ToolCall> calls = elements(text);
        calls = calls.isEmpty() ? json(text, true) : calls;
        // a template's braces
        calls = calls.isEmpty() && text.contains("{{") ? json(text.replace("{{", "{").replace("}}", "}"), true) : calls;
        calls = calls.isEmpty() ? functions(text) : calls;
        return calls.isEmpty()
            ? tool(MARKUP.matcher(text).replaceAll("").strip()).map(tool -> call(tool.name(), STRICT_JSON.createObjectNode())).stream().toList()
            : calls;
    }

    /// The calls in a text without such a mark; only of tools that are offered.
    public List<ToolCall> unmarked(String written) {
        String text = TextCallElements.plain(written);
        List<ToolCall> calls = json(text, false);
        calls = calls.isEmpty() ? elements(text).stream().filter(call -> tool(call.name()).isPresent()).toList() : calls;
        calls = calls.isEmpty() ? named(text) : calls;
        return calls.isEmpty() ? functions(EMPHASIS.matcher(text).replaceAll("")) : calls;
    }

    /// The call of a tool whose name begins at an index and is followed by a bracket at `open`; empty when what is in the brackets are not arguments.
    public Optional<Found> functionAt(CharSequence text, String name, int open) {
        int close = TextArguments.closing(text, open);
        return close < 0 ? Optional.empty() : new TextArguments(tool(name)).ofCall(text.subSequence(open + 1, close).toString())
            .map(arguments -> new Found(call(name, arguments), close + 1));
    }

    /// Whether the bracket at `open` has been closed.
    public static boolean isClosed(CharSequence text, int open) {
        return TextArguments.closing(text, open) >= 0;
    }

    private List<ToolCall> elements(String text) {
        return new TextCallElements(offered).find(text).limit(MAX_CALLS).map(found -> call(plainName(found.name()), found.arguments())).toList();
    }

    /// A name, and its arguments as JSON behind it.
    private List<ToolCall> named(String text) {
        List<ToolCall> calls = new ArrayList<>();
        TextCallPattern pattern = new TextCallPattern(offered);
        for (int at = 0; at < text.length() && calls.size() < MAX_CALLS; at++) {
            Optional<TextCallPattern.Named> name = pattern.beginsWord(text, at) || text.charAt(at - 1) == '.' ? pattern.named(text, at) : Optional.empty();
            OptionalInt end = name.filter(found -> found.json()).map(found -> JsonEndFinder.withSingleQuotes().end(text, found.open()))
                .orElse(OptionalInt.empty());
            if (end.isPresent()) {
                jsonArguments(name.get().tool(), text.substring(name.get().open(), end.getAsInt()))
                    .ifPresent(arguments -> calls.add(call(name.get().tool(), arguments)));
                at = end.getAsInt() - 1;
            }
        }
        return calls;
    }

    /// An object of arguments behind the name of a tool; empty when it is none of that tool.
    public Optional<ObjectNode> jsonArguments(String name, String json) {
        TextArguments reader = new TextArguments(tool(name));
        return LooseJson.read(json).filter(JsonNode::isObject).map(ObjectNode.class::cast).filter(reader::areOfTool);
    }

    private List<ToolCall> json(String text, boolean marked) {
        List<ToolCall> calls = new ArrayList<>();
        int from = 0;
        int at = nextValue(text, 0);
        while (at >= 0 && calls.size() < MAX_CALLS) {
            OptionalInt end = JsonEndFinder.withSingleQuotes().end(text, at);
            String before = text.substring(from, at);
            if (end.isEmpty()) {
                if (marked) {
                    LooseJson.completed(MARKUP.matcher(text.substring(at)).replaceAll("")).ifPresent(node -> addCalls(node, nameIn(before), true, calls));
                }
                break;
            }
            LooseJson.read(text.substring(at, end.getAsInt())).ifPresent(node -> addCalls(node, marked ? nameIn(before) : Optional.empty(), marked, calls));
            from = end.getAsInt();
            at = nextValue(text, from);
        }
        return calls;
    }

    private static int nextValue(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '{' || text.charAt(i) == '[' && text.substring(i + 1, Math.min(text.length(), i + 40)).stripLeading().startsWith("{")) {
                return i;
            }
        }
        return -1;
    }

    private void addCalls(JsonNode node, Optional<String> nameBefore, boolean marked, List<ToolCall> calls) {
        if (calls.size() >= MAX_CALLS) {
            return;
        }
        if (node.isArray()) {
            node.forEach(each -> addCalls(each, Optional.empty(), marked, calls));
            return;
        }
        Optional<JsonNode> inner = ENVELOPE_KEYS.stream().map(node::path).filter(JsonNode::isContainerNode).findFirst();
        Optional<String> name = NAME_KEYS.stream().map(node::path).filter(JsonNode::isTextual).map(JsonNode::textValue).findFirst();
        Optional<JsonNode> arguments = ARGUMENT_KEYS.stream().filter(node::has).map(node::get).findFirst().map(TextCallParser::plainArguments)
            .or(() -> name.flatMap(_ -> flatArguments((ObjectNode) node)));
        if (inner.isPresent()) {
            addCalls(inner.get(), Optional.empty(), marked, calls);
        } else if (name.isPresent() && arguments.isPresent()) {
            String plain = plainName(name.get());
            if (marked || tool(plain).isPresent()) {
                calls.add(call(plain, arguments.get()));
            }
        } else if (name.isEmpty() && nameBefore.isPresent()) {
            calls.add(call(plainName(nameBefore.get()), node));
        } else if (node.size() == 1 && tool(node.fieldNames().next()).isPresent() && node.iterator().next() instanceof ObjectNode only) {
            String tool = node.fieldNames().next();
            if (marked || new TextArguments(tool(tool)).areOfTool(only)) {
                calls.add(call(tool, only));
            }
        }
    }

    /// Arguments that are written as JSON within a text.
    private static JsonNode plainArguments(JsonNode arguments) {
        return arguments.isTextual() ? LooseJson.read(arguments.textValue()).filter(JsonNode::isObject).orElse(arguments) : arguments;
    }

    /// Arguments beside the name, where nothing else stands there but thoughts.
    private Optional<JsonNode> flatArguments(ObjectNode node) {
        ObjectNode rest = node.deepCopy();
        Optional<String> key = NAME_KEYS.stream().filter(name -> node.path(name).isTextual()).findFirst();
        rest.remove(key.orElseThrow());
        rest.remove(List.of("type", "id", "thought", "thoughts", "reasoning"));
        Optional<ToolDefinition> tool = tool(plainName(node.path(key.get()).textValue()));
        return tool.isPresent() && !rest.isEmpty() && new TextArguments(tool).areOfTool(rest) ? Optional.of(rest) : Optional.empty();
    }

    private static Optional<String> nameIn(String before) {
        String text = before.stripTrailing();
        Matcher name = NAME_AT_END.matcher(MARKUP.matcher(text.substring(Math.max(0, text.length() - MAX_BEFORE))).replaceAll(" ").stripTrailing());
        return name.find() ? Optional.of(name.group(1)) : Optional.empty();
    }

    private List<ToolCall> functions(String text) {
        List<ToolCall> calls = new ArrayList<>();
        for (Matcher name = FUNCTION.matcher(text); name.find() && calls.size() < MAX_CALLS;) {
            String plain = plainName(name.group(1));
            Optional<Found> found = tool(plain).flatMap(_ -> functionAt(text, plain, name.end() - 1));
            found.ifPresent(each -> calls.add(each.call()));
        }
        return calls;
    }

    /// Without the name space that some models write before it.
    private String plainName(String name) {
        String plain = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':')) + 1);
        return tool(name).isEmpty() && tool(plain).isPresent() ? plain : name;
    }

    private Optional<ToolDefinition> tool(String name) {
        return offered.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    private static ToolCall call(String name, JsonNode arguments) {
        try {
            return new ToolCall(RandomId.hexadecimal(), name, STRICT_JSON.writeValueAsString(arguments));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
