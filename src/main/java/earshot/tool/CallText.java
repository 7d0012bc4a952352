package earshot.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import earshot.llm.ToolCall;
import java.util.UUID;

/// A tool call that a model wrote into its text because it knows no other way. Source: badge-protocol sections 5.1 and 5.2.
public sealed interface CallText {
    /// What such a text begins with.
    String MARK = "<tool_call>";

    /// It is one, with an id of our own.
    record Call(ToolCall call) implements CallText {}

    /// It is none.
    ///
    /// @param answer what becomes the assistant's answer
    /// @param why one sentence
    record Prose(String answer, String why) implements CallText {}

    /// Reads the outermost braces of `collected`, across lines.
    static CallText read(String collected) {
        int open = collected.indexOf('{');
        int close = collected.lastIndexOf('}');
        if (open < 0 || close < open) {
            return new Prose(collected, "not a tool call: no braces");
        }
        String inside = collected.substring(open, close + 1);
        try {
            JsonNode call = Json.STRICT.readTree(inside);
            if (!call.path("name").isTextual() || !call.has("arguments")) {
                return new Prose(inside, "not a tool call: " + (call.path("name").isTextual() ? "no arguments" : "no name"));
            }
            return new Call(new ToolCall(newId(), call.get("name").textValue(), Json.STRICT.writeValueAsString(call.get("arguments"))));
        } catch (JsonProcessingException e) {
            return new Prose(inside, "not a tool call: " + e.getOriginalMessage());
        }
    }

    /// 32 hex digits.
    static String newId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /// Holds the reader, which an interface has no private place for.
    final class Json {
        private static final ObjectMapper STRICT = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

        private Json() {}
    }
}
