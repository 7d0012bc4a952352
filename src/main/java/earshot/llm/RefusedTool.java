package earshot.llm;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.remote.ErrorBody;

/// Finds out which single tool a provider refuses.
final class RefusedTool {
    private static final Pattern PLACE = Pattern.compile("^tools[.\\[]+(\\d+)\\b");

    private RefusedTool() {}

    /// The name of the tool that the error gives the place of, or whose name it quotes.
    ///
    /// @param tools as they were sent
    static Optional<String> name(ErrorBody error, JsonNode tools) {
        Matcher place = PLACE.matcher(error.parameter());
        Optional<String> quoted = tools.valueStream().map(tool -> tool.at("/function/name").asText()).filter(name -> quotes(error.message(), name)).max(Comparator.comparingInt(String::length));
        return quoted.or(() -> place.find() ? Optional.of(tools.path(Integer.parseInt(place.group(1))).at("/function/name").asText()).filter(name -> !name.isEmpty()) : Optional.empty());
    }

    private static boolean quotes(String message, String name) {
        return Stream.of("'", "\"", "`").anyMatch(mark -> message.contains(mark + name + mark));
    }
}
