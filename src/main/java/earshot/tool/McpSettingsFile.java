package earshot.tool;

import module java.base;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import earshot.problem.ProblemReason;
import earshot.store.BoundedFile;

/// Parses the file that names tool servers, in the format that xiaozhi servers and desktop assistants share:
/// `{"mcpServers": {"<name>": {"command", "args", "env"} or {"url", "headers"}}}`, with the liberties that they take.
final class McpSettingsFile {
    static final String EMPTY_FILE = "{\n  \"mcpServers\": {}\n}\n";
    private static final int MAX_BYTES = 1 << 20;
    /// Reads comments and commas after the last entry. Given bytes, it also knows UTF-16 and the mark at the beginning of a file.
    private static final ObjectMapper LENIENT = JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA).build();
    /// Where programs keep their servers: most, VS Code, Zed, VS Code's older settings, opencode.
    private static final List<List<String>> PLACES = List.of(List.of("mcpServers"), List.of("servers"), List.of("context_servers"), List.of("mcp_servers"),
        List.of("mcp", "servers"), List.of("mcp"));

    private McpSettingsFile() {}

    /// The entries that are switched on by name, in file order.
    ///
    /// @param environment gives the values of variables
    /// @throws IOException when the file cannot be read or does not have this format
    static Map<String, ToolServerEntry> read(Path file, Function<String, Optional<String>> environment) throws IOException {
        JsonNode servers = servers(LENIENT.readTree(BoundedFile.read(file, MAX_BYTES)));
        Map<String, ToolServerEntry> all = new LinkedHashMap<>();
        if (servers.isArray()) {
            servers.forEach(section -> ToolServerEntryParser.parse(section, environment)
                .ifPresent(entry -> all.putIfAbsent(section.path("name").asText("tools " + (all.size() + 1)), entry)));
        } else {
            servers.properties().forEach(one -> ToolServerEntryParser.parse(one.getValue(), environment).ifPresent(entry -> all.put(one.getKey(), entry)));
        }
        return all;
    }

    private static JsonNode servers(JsonNode root) throws IOException {
        for (List<String> place : PLACES) {
            JsonNode found = root;
            for (String name : place) {
                found = found.path(name);
            }
            if (found.isContainerNode()) {
                return found;
            }
            if (!found.isMissingNode()) {
                throw new IOException(ProblemReason.TOOL_FILE_NO_OBJECT.with(String.join(".", place)));
            }
        }
        // copied without what stands around them
        boolean bare = root.isObject() && !root.isEmpty()
            && root.properties().stream().allMatch(one -> one.getValue().has("command") || one.getValue().has("url"));
        return bare ? root : root.path("mcpServers");
    }
}
