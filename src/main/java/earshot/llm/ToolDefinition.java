package earshot.llm;

import com.fasterxml.jackson.databind.JsonNode;

/// The definition of a tool that a model may call.
///
/// @param name only letters, digits, `_` and `-`
/// @param parameters JSON schema of the arguments
public record ToolDefinition(String name, String description, JsonNode parameters) {}
