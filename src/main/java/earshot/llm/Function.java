package earshot.llm;

import com.fasterxml.jackson.databind.JsonNode;

/// A tool as it is offered to a model.
///
/// @param name only letters, digits, `_` and `-`
/// @param parameters JSON schema
public record Function(String name, String description, JsonNode parameters) {}
