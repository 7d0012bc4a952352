package earshot.conversation;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.llm.Message;
import earshot.llm.Prompt;
import earshot.llm.ToolCall;
import earshot.llm.ToolDefinition;
import earshot.tool.TextToolCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Asks a model which tool a person wants, and parses its answer; used with `selected_module.Intent: intent_llm`. Question and answer have
/// the form of xiaozhi servers, because the small models used with those know it.
final class IntentQuery {
    /// Time limit of the answer: a person is waiting.
    static final Duration LIMIT = Duration.ofSeconds(3);

    private static final String NO_FUNCTION = "continue_chat";

    private IntentQuery() {}

    /// @param before the last messages of the conversation
    static Prompt prompt(String userText, List<Message> before, List<ToolDefinition> toolDefinitions) {
        StringBuilder text = new StringBuilder("""
            You find out whether a person who talks to a voice assistant wants one of the functions below. Answer with one JSON object and nothing else.
            A function does what they want: {"function_call": {"name": "<function>", "arguments": {…}}}
            Anything else, such as questions, talk, or doubt: {"function_call": {"name": "continue_chat"}}

            Functions:
            """);
        toolDefinitions.forEach(toolDefinition -> text.append("- ").append(toolDefinition.name()).append(": ").append(toolDefinition.description()).append(" Arguments: ")
            .append(toolDefinition.parameters().path("properties").isEmpty() ? "none" : toolDefinition.parameters().path("properties")).append('\n'));
        if (!before.isEmpty()) {
            text.append("\nSaid just before:\n");
            before.forEach(message -> text.append(switch (message) {
                case Message.User(String words) -> "Person: " + words + "\n";
                case Message.Assistant spoken -> "Assistant: " + spoken.text() + "\n";
                case Message.System _, Message.ToolResult _ -> "";
            }));
        }
        return new Prompt(List.of(new Message.System(text.toString()), new Message.User(userText)), List.of());
    }

    /// The tool call in an answer; empty when it names none, an unknown one, or cannot be parsed.
    static Optional<ToolCall> parse(String answer, List<ToolDefinition> toolDefinitions) {
        int open = answer.indexOf('{');
        int close = answer.lastIndexOf('}');
        if (open < 0 || close < open) {
            return Optional.empty();
        }
        try {
            JsonNode whole = JSON.readTree(answer.substring(open, close + 1));
            JsonNode call = whole.path("function_call").isObject() ? whole.path("function_call") : whole;
            String name = call.path("name").asText("");
            if (name.equals(NO_FUNCTION) || toolDefinitions.stream().noneMatch(toolDefinition -> toolDefinition.name().equals(name))) {
                return Optional.empty();
            }
            JsonNode arguments = call.path("arguments");
            return Optional.of(new ToolCall(TextToolCall.newId(), name, arguments.isMissingNode() || arguments.isNull() ? "" : arguments.isTextual() ? arguments.textValue() : arguments.toString()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /// The person's message with the tool's result appended.
    static Message withToolResult(String userText, ToolCall call, Message.ToolResult result) {
        return new Message.User(userText + "\n\n[" + call.name() + ": " + result.text() + "]");
    }
}
