package earshot.llm;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;

/// The JSON body of a request. Source: OpenAI chat completions.
final class ChatRequestBody {
    private ChatRequestBody() {}

    static ObjectNode of(ModelConfig modelConfig, Prompt prompt) {
        ObjectNode body = JSON.createObjectNode().put("model", modelConfig.model()).put("stream", true);
        ArrayNode messages = body.putArray("messages");
        prompt.messages().forEach(message -> messages.add(message(message)));
        if (!prompt.toolDefinitions().isEmpty()) {
            ArrayNode tools = body.putArray("tools");
            prompt.toolDefinitions().forEach(toolDefinition -> tools.addObject().put("type", "function").putObject("function")
                .put("name", toolDefinition.name()).put("description", toolDefinition.description())
                .putRawValue("parameters", new RawValue(toolDefinition.parameters())));
        }
        body.setAll(modelConfig.options());
        // some servers accept only one of the two names: the one in the settings is kept
        prompt.maxTokens().ifPresent(most -> body.put(body.has("max_completion_tokens") ? "max_completion_tokens" : "max_tokens", most));
        return body;
    }

    static byte[] bytes(ObjectNode body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode message(Message message) {
        ObjectNode node = JSON.createObjectNode();
        return switch (message) {
            case Message.System system -> node.put("role", "system").put("content", system.text());
            case Message.User user -> node.put("role", "user").put("content", user.text());
            case Message.Assistant assistant -> {
                node.put("role", "assistant").put("content", assistant.text()).setAll(assistant.extra().members().deepCopy());
                if (!assistant.calls().isEmpty()) {
                    ArrayNode calls = node.putArray("tool_calls");
                    assistant.calls().forEach(call -> calls.add(toolCall(call)));
                }
                yield node;
            }
            case Message.ToolResult result -> node.put("role", "tool").put("tool_call_id", result.callId()).put("content", result.text());
        };
    }

    private static ObjectNode toolCall(ToolCall call) {
        ObjectNode node = JSON.createObjectNode().put("id", call.id()).put("type", "function");
        node.setAll(call.extra().members().deepCopy());
        node.withObject("/function").put("name", call.name()).put("arguments", call.arguments());
        return node;
    }
}
