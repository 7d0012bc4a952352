package earshot.ui.devices;

import module java.base;

import earshot.tool.McpExchange;

/// One call of a tool that a person made, with what came of it.
///
/// @param arguments a JSON object, as it can be sent again
/// @param pictures files
record ToolRun(String tool, String arguments, Instant at, McpExchange exchange, List<byte[]> pictures) {
    boolean failed() {
        return exchange.failure().isPresent();
    }
}
