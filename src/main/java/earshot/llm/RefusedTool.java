package earshot.llm;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.remote.ErrorBody;

/// Finds out which single tool a provider refuses: by its name where the words are about a tool, else by its place, else by its name alone.
final class RefusedTool {
    /// Gemini counts the functions of its only tool; others count tools, as `tools[3]`, `tools.3.function`, `('body', 'tools', 3)`.
    private static final List<Pattern> PLACES = List.of(Pattern.compile("function_?declarations?\\W{1,4}(\\d{1,4})\\b", Pattern.CASE_INSENSITIVE),
        Pattern.compile("\\b(?:tools|functions)\\W{1,6}(\\d{1,4})\\b"),
        Pattern.compile("\\b(?:tool|function) (?:#|no\\.? |number |at index |index |at position )?(\\d{1,4})\\b", Pattern.CASE_INSENSITIVE));

    private RefusedTool() {}

    /// @param tools as they were sent
    static Optional<JsonNode> find(ErrorBody error, JsonNode tools) {
        String message = error.message();
        return named(message, tools, "(?:functions?|tools?|name|函数|工具)(?: named| name| with name)?[\\s:=]{0,3}['\"`“‘]?", "")
            .or(() -> Stream.of(error.parameter(), message).flatMap(words -> placed(words, tools).stream()).findFirst())
            .or(() -> named(message, tools, "['\"`“‘]", "['\"`”’]"))
            .or(() -> named(message, tools, "", "").filter(tool -> name(tool).contains("_")));
    }

    /// Whether the path of a refused member leads to tools.
    static boolean leadsToTools(String parameter) {
        return PLACES.stream().anyMatch(place -> place.matcher(parameter).find()) || parameter.startsWith(RequestChange.TOOLS);
    }

    /// The tool with the longest name that stands between these.
    private static Optional<JsonNode> named(String message, JsonNode tools, String before, String behind) {
        return tools.valueStream()
            .filter(tool -> !name(tool).isEmpty()
                && Pattern.compile("(?i:" + before + ")(?<![A-Za-z0-9_-])" + Pattern.quote(name(tool)) + "(?![A-Za-z0-9_-])" + behind).matcher(message).find())
            .max(Comparator.comparingInt(tool -> name(tool).length()));
    }

    private static Optional<JsonNode> placed(String words, JsonNode tools) {
        return PLACES.stream().map(place -> place.matcher(words)).filter(Matcher::find).findFirst().map(place -> tools.path(Integer.parseInt(place.group(1))))
            .filter(JsonNode::isObject);
    }

    private static String name(JsonNode tool) {
        return tool.at("/function/name").asText();
    }
}
