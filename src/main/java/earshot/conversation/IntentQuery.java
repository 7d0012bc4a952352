package earshot.conversation;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.RandomId;
import earshot.llm.LanguageModel;
import earshot.llm.Message;
import earshot.llm.Prompt;
import earshot.llm.ReplyDelta;
import earshot.llm.ToolCall;
import earshot.llm.ToolDefinition;
import earshot.problem.ProblemException;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks a model which tool a person wants, and parses its answer; used with `selected_module.Intent: intent_llm`. Question and answer have
/// the form of xiaozhi servers, because the small models used with those know it.
///
/// @param before the last messages of the conversation, so that a short sentence can be understood
record IntentQuery(String userText, List<Message> before, List<ToolDefinition> offered) {
    private static final Logger LOG = LoggerFactory.getLogger(IntentQuery.class);
    /// Time limit of the answer: a person is waiting.
    private static final Duration LIMIT = Duration.ofSeconds(3);
    /// What the model answers when no tool is wanted.
    static final String NO_FUNCTION = "continue_chat";

    /// The wanted tool call; empty when there is none: the model named no offered tool, failed, or did not answer in time.
    ///
    /// @param reply what is read; free before and after
    /// @throws CancellationException when `reply` was closed
    Optional<ToolCall> ask(LanguageModel model, OpenReply reply, Time time) {
        StringBuilder answer = new StringBuilder();
        try {
            reply.ask(model, prompt());
            Time.Timer limit = reply.endAfter(LIMIT, time);
            try {
                for (Optional<ReplyDelta> delta = reply.next(); delta.isPresent() && answer.length() < ReplyCollector.MAX_CHARS; delta = reply.next()) {
                    delta.get().appendTo(answer);
                }
            } finally {
                limit.cancel();
            }
        } catch (CancellationException e) {
            if (reply.closed()) {
                throw e;
            }
            LOG.warn("{} did not say within {} s what is wanted", model.name(), LIMIT.toSeconds());
            return Optional.empty();
        } catch (ProblemException e) {
            LOG.warn("{} could not be asked what is wanted: {}", model.name(), e.problem().code());
            return Optional.empty();
        } finally {
            reply.finish();
        }
        return parse(answer.toString());
    }

    private Prompt prompt() {
        StringBuilder text = new StringBuilder("""
            You find out whether a person who talks to a voice assistant wants one of the functions below. Answer with one JSON object and nothing else.
            A function does what they want: {"function_call": {"name": "<function>", "arguments": {…}}}
            Anything else, such as questions, talk, or doubt: {"function_call": {"name": "continue_chat"}}

            Functions:
            """);
        offered.forEach(tool -> text.append("- ").append(tool.name()).append(": ").append(tool.description()).append(" Arguments: ")
            .append(arguments(tool)).append('\n'));
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

    private static String arguments(ToolDefinition tool) {
        try {
            JsonNode properties = JSON.readTree(tool.parameters()).path("properties");
            return properties.isEmpty() ? "none" : properties.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a schema that was written here", e);
        }
    }

    private Optional<ToolCall> parse(String answer) {
        int open = answer.indexOf('{');
        int close = answer.lastIndexOf('}');
        if (open < 0 || close < open) {
            return Optional.empty();
        }
        try {
            JsonNode whole = JSON.readTree(answer.substring(open, close + 1));
            JsonNode call = whole.path("function_call").isObject() ? whole.path("function_call") : whole;
            String name = call.path("name").asText("");
            boolean wanted = !name.equals(NO_FUNCTION) && offered.stream().anyMatch(tool -> tool.name().equals(name));
            return wanted ? Optional.of(new ToolCall(RandomId.hexadecimal(), name, arguments(call.path("arguments")))) : Optional.empty();
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    /// Some models write the arguments as JSON in a string.
    private static String arguments(JsonNode arguments) {
        return arguments.isMissingNode() || arguments.isNull() ? "" : arguments.isTextual() ? arguments.textValue() : arguments.toString();
    }

    /// The person's message with the tool's result appended.
    static Message withToolResult(String userText, ToolCall call, Message.ToolResult result) {
        return new Message.User(userText + "\n\n[" + call.name() + ": " + result.text() + "]");
    }
}
