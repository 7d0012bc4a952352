package earshot.tool;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.problem.ProblemReason;

/// A page of a server's list of tools, with those of the pages before.
///
/// @param tools all so far, by name
/// @param leftOut why some of this page are not among them
/// @param next where the next page begins; empty for the last one
record ToolPage(Map<String, Tool> tools, List<ToolReason> leftOut, String next) {
    static final int MAX_TOOLS = 256;
    /// Models get a shorter name in its place, see [ToolNames].
    static final int MAX_NAME_CHARS = 1_024;

    static ToolPage read(JsonNode result, Map<String, Tool> before) {
        Map<String, Tool> tools = new LinkedHashMap<>(before);
        int longNames = 0;
        int tooMany = 0;
        for (JsonNode node : result.path("tools")) {
            String name = node.path("name").asText("");
            if (name.length() > MAX_NAME_CHARS) {
                longNames++;
            } else if (!name.isEmpty() && !tools.containsKey(name)) {
                if (tools.size() < MAX_TOOLS) {
                    tools.put(name, tool(name, node));
                } else {
                    tooMany++;
                }
            }
        }
        List<ToolReason> leftOut = new ArrayList<>();
        if (longNames > 0) {
            leftOut.add(ToolReason.of(ProblemReason.TOOL_NAMES_LONG, longNames));
        }
        if (tooMany > 0) {
            leftOut.add(ToolReason.of(ProblemReason.TOOLS_MANY, tooMany));
        }
        return new ToolPage(Collections.unmodifiableMap(tools), leftOut, result.path("nextCursor").asText(""));
    }

    private static Tool tool(String name, JsonNode node) {
        boolean forUser = false;
        for (JsonNode audience : node.path("annotations").path("audience")) {
            forUser |= audience.asText().equals("user");
        }
        return new Tool(name, node.path("description").asText(""), node.path("inputSchema"), forUser);
    }
}
