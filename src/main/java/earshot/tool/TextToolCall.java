package earshot.tool;

import static earshot.data.JsonMappers.STRICT_JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.RandomId;
import earshot.llm.ToolCall;

/// A tool call that a model wrote into its text because it does not support structured calls.
/// Source: badge-protocol sections 5.1 and 5.2.
public sealed interface TextToolCall {
    /// The text is a call; the id is generated here.
    record Call(ToolCall call) implements TextToolCall {}

    /// The text is not a call.
    record Prose(String answer, String why) implements TextToolCall {}

    /// Parses what is between the first `{` and the last `}` of `collected`; it may span lines.
    static TextToolCall parse(String collected) {
        int open = collected.indexOf('{');
        int close = collected.lastIndexOf('}');
        if (open < 0 || close < open) {
            return new Prose(collected, "not a tool call: no braces");
        }
        String inside = collected.substring(open, close + 1);
        try {
            JsonNode call = STRICT_JSON.readTree(inside);
            if (!call.path("name").isTextual() || !call.has("arguments")) {
                return new Prose(inside, "not a tool call: " + (call.path("name").isTextual() ? "no arguments" : "no name"));
            }
            return new Call(new ToolCall(RandomId.hexadecimal(), call.get("name").textValue(), STRICT_JSON.writeValueAsString(call.get("arguments"))));
        } catch (JsonProcessingException e) {
            return new Prose(inside, "not a tool call: " + e.getOriginalMessage());
        }
    }
}
