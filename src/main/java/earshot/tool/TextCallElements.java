package earshot.tool;

import static earshot.data.JsonMappers.STRICT_JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.llm.ToolDefinition;

/// Reads tool calls that a model wrote as elements: the tool's name is in the tag, an attribute or an element, and so is each of its arguments.
///
/// A model that repeats itself writes until it is stopped. So names are bounded and no pattern goes back over what it has read, which would cost the square
/// of the text.
///
/// @param offered the tools that the model knows
record TextCallElements(List<ToolDefinition> offered) {
    private static final String ARGUMENTS = "arguments|parameters|params|args|input|tool_input";
    /// What some models write before each name of a tag.
    private static final Pattern NAME_SPACE = Pattern.compile("<(/?)(?:[|｜][A-Za-z0-9]{1,20}[|｜]|[A-Za-z][A-Za-z0-9]{0,20}:|longcat_)(?=[a-z])");
    private static final String NAMED = "<(?:(?:function|invoke|tool|tool_call|tool_use|call)(?:\\s*=\\s*|\\s+name\\s*=\\s*)"
        + "[\"']?(?<named>[^<>\"'\\s/]{1,100}+)[\"']?%s)(?<attributes>\\s[^<>]*?)?"
        + "(?:/>|>(?<body>.*?)(?:</(?:function|invoke|tool|tool_call|tool_use|call%s)>|(?=<function=|<invoke )|$))";
    private static final Pattern NAME_ELEMENT = Pattern.compile("<(?:tool_name|name|function|tool)>\\s*+([\\w.-]{1,100}+)\\s*+</[^<>]*+>(.*)", Pattern.DOTALL);
    private static final Pattern ARGUMENT_ELEMENT = Pattern.compile("\\s*<(" + ARGUMENTS + ")>(.*?)</\\1>.*", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("<parameter(?:=|\\s+name=)[\"']?([^<>\"'\\s]{1,100}+)[\"']?[^<>]*+>(.*?)</parameter>",
        Pattern.DOTALL);
    private static final Pattern KEY_AND_VALUE = Pattern.compile("<arg_key>([^<]{0,100}+)</arg_key>\\s*+<arg_value>(.*?)</arg_value>", Pattern.DOTALL);
    private static final Pattern CHILD = Pattern.compile("<([\\w.-]+)>([^<]*)</\\1>");
    private static final String ATTRIBUTE_NAME = "(?<![\\w.-])([\\w.-]{1,100}+)\\s*+=\\s*+";
    private static final Pattern SIMPLE_ATTRIBUTE = Pattern.compile(ATTRIBUTE_NAME + "[\"']([^\"']*+)[\"']");
    private static final Pattern ATTRIBUTE = Pattern.compile(ATTRIBUTE_NAME + "(\"(?:\\\\.|[^\"\\\\])*+\"|'(?:\\\\.|[^'\\\\])*+')");
    private static final Pattern NAME_AT_BEGIN = Pattern.compile("^[>\\s]*([\\p{L}_][\\p{L}\\p{N}_.-]*)");
    private static final Pattern MARKUP = Pattern.compile("<[^<>]{0,60}>");

    /// A call by the name that was written.
    record Found(String name, JsonNode arguments) {}

    /// A text without the name spaces of its tags.
    static String plain(String text) {
        return text.indexOf('<') < 0 ? text : NAME_SPACE.matcher(text).replaceAll("<$1");
    }

    Stream<Found> find(String text) {
        if (text.indexOf('<') < 0) {
            return Stream.empty();
        }
        List<Found> found = named(text);
        found = found.isEmpty() ? keysAndValues(text) : found;
        return found.isEmpty() ? byNameElement(text).stream() : found.stream();
    }

    private List<Found> named(String text) {
        String tools = offered.stream().map(tool -> Pattern.quote(tool.name())).collect(Collectors.joining("|"));
        Pattern pattern = Pattern.compile(NAMED.formatted(tools.isEmpty() ? "" : "|(?<tool>" + tools + ")", tools.isEmpty() ? "" : "|" + tools),
            Pattern.DOTALL);
        List<Found> found = new ArrayList<>();
        for (Matcher element = pattern.matcher(text); element.find();) {
            String name = element.group("named") != null || tools.isEmpty() ? element.group("named") : element.group("tool");
            String attributes = Objects.requireNonNullElse(element.group("attributes"), "");
            arguments(name, attributes, Objects.requireNonNullElse(element.group("body"), "")).ifPresent(arguments -> found.add(new Found(name, arguments)));
        }
        return found;
    }

    private List<Found> keysAndValues(String text) {
        List<Found> found = new ArrayList<>();
        for (String block : text.contains("<arg_key>") ? text.split("<tool_call") : new String[0]) {
            Matcher name = NAME_AT_BEGIN.matcher(block);
            if (name.find()) {
                collected(KEY_AND_VALUE.matcher(closed(block, "</arg_value>")), name.group(1))
                    .ifPresent(arguments -> found.add(new Found(name.group(1), arguments)));
            }
        }
        return found;
    }

    private Optional<Found> byNameElement(String text) {
        Matcher named = NAME_ELEMENT.matcher(text);
        return named.find() && ARGUMENT_ELEMENT.matcher(named.group(2)).matches()
            ? arguments(named.group(1), "", named.group(2)).map(arguments -> new Found(named.group(1), arguments))
            : Optional.empty();
    }

    /// Empty when what an element holds are not arguments.
    private Optional<JsonNode> arguments(String name, String attributes, String body) {
        String text = body.strip();
        if (text.startsWith("{")) {
            return LooseJson.read(text.substring(0, text.lastIndexOf('}') + 1));
        }
        Matcher inner = ARGUMENT_ELEMENT.matcher(text);
        if (inner.matches()) {
            return arguments(name, "", inner.group(2));
        }
        return collected(PARAMETER.matcher(closed(text, "</parameter>")), name).or(() -> ofTool(CHILD.matcher(text), name))
            .or(() -> ofAttributes(attributes, name))
            .or(() -> MARKUP.matcher(text).replaceAll("").isBlank() ? Optional.of(STRICT_JSON.createObjectNode()) : Optional.empty());
    }

    /// A text up to the last end of an element, so that none is looked for in vain from each begin.
    private static String closed(String text, String end) {
        int last = text.lastIndexOf(end);
        return last < 0 ? "" : text.substring(0, last + end.length());
    }

    private Optional<JsonNode> ofAttributes(String attributes, String name) {
        Optional<JsonNode> whole = ATTRIBUTE.matcher(attributes).results().filter(attribute -> attribute.group(1).matches(ARGUMENTS))
            .flatMap(attribute -> LooseJson.read(unquoted(attribute.group(2)).replace("\\\"", "\"")).stream()).findFirst();
        return whole.or(() -> ofTool(SIMPLE_ATTRIBUTE.matcher(attributes), name));
    }

    private static String unquoted(String text) {
        return text.substring(1, text.length() - 1);
    }

    /// Pairs of which all are arguments of the tool.
    private Optional<JsonNode> ofTool(Matcher pairs, String name) {
        return collected(pairs, name).filter(arguments -> tool(name).isEmpty() || new TextArguments(tool(name)).areOfTool((ObjectNode) arguments));
    }

    private Optional<JsonNode> collected(Matcher pairs, String name) {
        TextArguments reader = new TextArguments(tool(name));
        ObjectNode arguments = STRICT_JSON.createObjectNode();
        while (pairs.find()) {
            arguments.set(pairs.group(1).strip(), reader.ofElement(pairs.group(1).strip(), pairs.group(2)));
        }
        return arguments.isEmpty() ? Optional.empty() : Optional.of(arguments);
    }

    private Optional<ToolDefinition> tool(String name) {
        return offered.stream().filter(tool -> tool.name().equals(name) || name.endsWith("." + tool.name())).findFirst();
    }
}
