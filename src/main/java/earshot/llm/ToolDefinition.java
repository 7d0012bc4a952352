package earshot.llm;

/// The definition of a tool that a model may call.
///
/// @param name only letters, digits, `_` and `-`
/// @param parameters JSON schema of the arguments, as text
public record ToolDefinition(String name, String description, String parameters) {}
