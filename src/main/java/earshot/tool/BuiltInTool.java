package earshot.tool;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.llm.ToolDefinition;

/// A tool that this program implements itself.
///
/// @param handler receives the arguments, always a JSON object, on the virtual thread of the turn, and may block; an exception becomes a failed call
public record BuiltInTool(ToolDefinition definition, Function<JsonNode, ToolResult> handler) {}
