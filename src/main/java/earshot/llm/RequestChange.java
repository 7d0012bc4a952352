package earshot.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// One change of the requests to a model, because its provider refused what they were before.
sealed interface RequestChange {
    String TOOLS = "tools";

    /// Changes a request.
    void apply(ObjectNode body);

    /// For people: what was sent, and what is sent in its place.
    String shown();

    /// A member is left out, and with the tools what says how to use them.
    record Omit(String member) implements RequestChange {
        private static final List<String> OF_TOOLS = List.of("tool_choice", "parallel_tool_calls");

        @Override
        public void apply(ObjectNode body) {
            body.remove(member);
            if (member.equals(TOOLS)) {
                body.remove(OF_TOOLS);
            }
        }

        @Override
        public String shown() {
            return member + " → –";
        }
    }

    /// A member has another name.
    record Rename(String member, String successor) implements RequestChange {
        @Override
        public void apply(ObjectNode body) {
            JsonNode value = body.remove(member);
            if (value != null && !body.has(successor)) {
                body.set(successor, value);
            }
        }

        @Override
        public String shown() {
            return member + " → " + successor;
        }
    }

    /// A member of messages, or of the calls in them, that the provider sent and does not take back.
    record OmitFromMessages(String member) implements RequestChange {
        @Override
        public void apply(ObjectNode body) {
            for (JsonNode message : body.path("messages")) {
                ((ObjectNode) message).remove(member);
                message.path("tool_calls").forEach(call -> ((ObjectNode) call).remove(member));
            }
        }

        @Override
        public String shown() {
            return "messages: " + member + " → –";
        }
    }

    /// One tool is left out; without any left, no tools are offered.
    ///
    /// @param tool as it was sent: one with the same name and another schema may be accepted
    record OmitTool(JsonNode tool) implements RequestChange {
        @Override
        public void apply(ObjectNode body) {
            if (body.path(TOOLS) instanceof ArrayNode tools) {
                tools.removeIf(tool::equals);
                if (tools.isEmpty()) {
                    new Omit(TOOLS).apply(body);
                }
            }
        }

        @Override
        public String shown() {
            return "tools: " + tool.at("/function/name").asText() + " → –";
        }
    }
}
