package earshot.tool;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.llm.ToolDefinition;

/// A parameter of a built-in tool.
///
/// @param type as in JSON schema
/// @param values the texts that it may be; empty for any
public record ToolParameter(String name, String type, String description, boolean required, List<String> values) {
    public ToolParameter(String name, String type, String description, boolean required) {
        this(name, type, description, required, List.of());
    }

    /// The definition of a tool with these parameters.
    public static ToolDefinition define(String name, String description, ToolParameter... parameters) {
        ObjectNode schema = JSON.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.createArrayNode();
        for (ToolParameter parameter : parameters) {
            ObjectNode property = properties.putObject(parameter.name()).put("type", parameter.type()).put("description", parameter.description());
            if (!parameter.values().isEmpty()) {
                parameter.values().forEach(property.putArray("enum")::add);
            }
            if (parameter.required()) {
                required.add(parameter.name());
            }
        }
        return new ToolDefinition(name, description, (required.isEmpty() ? schema : schema.set("required", required)).toString());
    }
}
