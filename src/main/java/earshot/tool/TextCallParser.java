package earshot.tool;

import static earshot.data.JsonMappers.STRICT_JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.JsonEndFinder;
import earshot.llm.ToolCall;
import earshot.llm.ToolDefinition;

/// Reads tool calls that a model wrote into its text, in the forms in which models were trained to write them: JSON objects and lists, elements with
/// parameters, and `name(arguments)`.
///
/// @param offered the tools that the model knows
public record TextCallParser(List<ToolDefinition> offered) {
    private static final Pattern FUNCTION = Pattern.compile("<(?:function=|function\\s+name=|invoke\\s+name=)[\"']?([^>\"'\\s]+)[\"']?\\s*>(.*?)(?:</function>|</invoke>|(?=<function=|<invoke )|$)", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("<parameter(?:=|\\s+name=)[\"']?([^>\"'\\s]+)[\"']?[^>]*>(.*?)</parameter>", Pattern.DOTALL);
    private static final Pattern KEY_AND_VALUE = Pattern.compile("<arg_key>(.*?)</arg_key>\\s*<arg_value>(.*?)</arg_value>", Pattern.DOTALL);
    private static final Pattern NAME_AT_END = Pattern.compile("([\\p{L}_][\\p{L}\\p{N}_.-]*)(?::\\d+)?\\s*$");
    private static final Pattern NAME_AT_BEGIN = Pattern.compile("^[>\\s]*([\\p{L}_][\\p{L}\\p{N}_.-]*)");
    private static final Pattern MARKUP = Pattern.compile("<[^<>]{0,60}>|```\\w*|\\[[A-Z_]{1,20}]");
    private static final Pattern PREFIX = Pattern.compile("^(functions|tools|default_api|function)[.:]");
    private static final List<String> NAME_KEYS = List.of("name", "tool_name", "function_name", "tool", "function", "action");
    private static final List<String> ARGUMENT_KEYS = List.of("arguments", "parameters", "args", "tool_arguments", "tool_input", "action_input", "input");
    private static final List<String> ENVELOPE_KEYS = List.of("tool_calls", "tool_call", "function_call", "function");
    private static final int MAX_CALLS = 16;

    /// A call, and the index in the text behind it.
    public record Found(ToolCall call, int end) {}

    /// The calls in a text that a mark shows to be some, also of tools that do not exist.
    public List<ToolCall> marked(String text) {
        List<ToolCall> calls = elements(text);
        calls = calls.isEmpty() ? keysAndValues(text) : calls;
        calls = calls.isEmpty() ? json(text, true) : calls;
        calls = calls.isEmpty() ? functions(text) : calls;
        return calls.isEmpty() ? tool(MARKUP.matcher(text).replaceAll("").strip()).map(tool -> call(tool.name(), STRICT_JSON.createObjectNode())).stream().toList() : calls;
    }

    /// The calls in a text without such a mark; only of tools that are offered.
    public List<ToolCall> unmarked(String text) {
        List<ToolCall> calls = json(text, false);
        return calls.isEmpty() ? functions(text) : calls;
    }

    /// The call of a tool whose name begins at an index and is followed by a bracket at `open`; empty when what is in the brackets are no arguments.
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
        List<ToolCall> calls = new ArrayList<>();
        for (Matcher function = FUNCTION.matcher(text); function.find() && calls.size() < MAX_CALLS;) {
            String name = plainName(function.group(1));
            String body = function.group(2).strip();
            ObjectNode arguments = STRICT_JSON.createObjectNode();
            if (body.startsWith("{")) {
                LooseJson.read(body).ifPresent(node -> calls.add(call(name, node)));
            } else if (collect(PARAMETER.matcher(body), name, arguments) || MARKUP.matcher(body).replaceAll("").isBlank()) {
                calls.add(call(name, arguments));
            }
        }
        return calls;
    }

    private List<ToolCall> keysAndValues(String text) {
        List<ToolCall> calls = new ArrayList<>();
        for (String block : text.contains("<arg_key>") ? text.split("<tool_call") : new String[0]) {
            Matcher name = NAME_AT_BEGIN.matcher(block);
            ObjectNode arguments = STRICT_JSON.createObjectNode();
            if (calls.size() < MAX_CALLS && name.find() && collect(KEY_AND_VALUE.matcher(block), name.group(1), arguments)) {
                calls.add(call(plainName(name.group(1)), arguments));
            }
        }
        return calls;
    }

    private boolean collect(Matcher pairs, String name, ObjectNode arguments) {
        TextArguments reader = new TextArguments(tool(plainName(name)));
        while (pairs.find()) {
            arguments.set(pairs.group(1).strip(), reader.ofElement(pairs.group(1).strip(), pairs.group(2)));
        }
        return !arguments.isEmpty();
    }

    private List<ToolCall> json(String text, boolean marked) {
        List<ToolCall> calls = new ArrayList<>();
        int from = 0;
        int at = nextValue(text, 0);
        while (at >= 0 && calls.size() < MAX_CALLS) {
            OptionalInt end = JsonEndFinder.withSingleQuotes().end(text, at);
            if (end.isEmpty()) {
                break;
            }
            String before = text.substring(from, at);
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
        if (node.isArray()) {
            node.forEach(each -> addCalls(each, Optional.empty(), marked, calls));
            return;
        }
        Optional<JsonNode> inner = ENVELOPE_KEYS.stream().map(node::path).filter(JsonNode::isContainerNode).findFirst();
        Optional<String> name = NAME_KEYS.stream().map(node::path).filter(JsonNode::isTextual).map(JsonNode::textValue).findFirst();
        Optional<JsonNode> arguments = ARGUMENT_KEYS.stream().filter(node::has).map(node::get).findFirst();
        if (inner.isPresent()) {
            addCalls(inner.get(), Optional.empty(), marked, calls);
        } else if (name.isPresent() && arguments.isPresent()) {
            String plain = plainName(name.get());
            if (marked || tool(plain).isPresent()) {
                calls.add(call(plain, arguments.get()));
            }
        } else if (name.isEmpty() && nameBefore.isPresent()) {
            calls.add(call(plainName(nameBefore.get()), node));
        } else if (marked && node.size() == 1 && tool(node.fieldNames().next()).isPresent()) {
            calls.add(call(node.fieldNames().next(), node.iterator().next()));
        }
    }

    private static Optional<String> nameIn(String before) {
        Matcher name = NAME_AT_END.matcher(MARKUP.matcher(before).replaceAll(" ").stripTrailing());
        return name.find() ? Optional.of(name.group(1)) : Optional.empty();
    }

    private List<ToolCall> functions(String text) {
        List<ToolCall> calls = new ArrayList<>();
        for (Matcher name = Pattern.compile("([A-Za-z_][\\w.-]*)\\(").matcher(text); name.find() && calls.size() < MAX_CALLS;) {
            String plain = plainName(name.group(1));
            Optional<Found> found = tool(plain).flatMap(_ -> functionAt(text, plain, name.end() - 1));
            found.ifPresent(each -> calls.add(each.call()));
        }
        return calls;
    }

    /// Without the name space that some models write before it.
    private String plainName(String name) {
        String plain = PREFIX.matcher(name).replaceFirst("");
        return tool(name).isEmpty() && tool(plain).isPresent() ? plain : name;
    }

    private Optional<ToolDefinition> tool(String name) {
        return offered.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    private static ToolCall call(String name, JsonNode arguments) {
        try {
            return new ToolCall(TextToolCall.newId(), name, STRICT_JSON.writeValueAsString(arguments));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
