package earshot.llm;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// One change of the requests to a model, because its provider refused what they were before.
sealed interface RequestChange {
    String TOOLS = "tools";

    /// Changes a request.
    void apply(ObjectNode body);

    /// As it is kept; [#read] reads it.
    default ObjectNode json() {
        return switch (this) {
            case Omit(String member) -> JSON.createObjectNode().put("omit", member);
            case Rename(String member, String successor) -> JSON.createObjectNode().put("rename", member).put("to", successor);
            case OmitFromMessages(String member) -> JSON.createObjectNode().put("omit_from_messages", member);
            case OmitTool(JsonNode tool) -> JSON.createObjectNode().set("omit_tool", tool);
            case SystemAsUser _ -> JSON.createObjectNode().put("system", "user");
        };
    }

    /// Empty when it is none.
    static Optional<RequestChange> read(JsonNode json) {
        if (json.path("omit").isTextual()) {
            return Optional.of(new Omit(json.get("omit").asText()));
        }
        if (json.path("rename").isTextual() && json.path("to").isTextual()) {
            return Optional.of(new Rename(json.get("rename").asText(), json.get("to").asText()));
        }
        if (json.path("omit_from_messages").isTextual()) {
            return Optional.of(new OmitFromMessages(json.get("omit_from_messages").asText()));
        }
        if (json.path("system").asText("").equals("user")) {
            return Optional.of(new SystemAsUser());
        }
        return Optional.of(json.path("omit_tool")).filter(JsonNode::isObject).map(OmitTool::new);
    }

    /// For people: what was sent, and what is sent in its place.
    String shown();

    /// A member is left out, and with it what means nothing without it.
    record Omit(String member) implements RequestChange {
        private static final Map<String, List<String>> WITH = Map.of(TOOLS, List.of("tool_choice", "parallel_tool_calls"), "logprobs", List.of("top_logprobs"));

        @Override
        public void apply(ObjectNode body) {
            body.remove(member);
            body.remove(WITH.getOrDefault(member, List.of()));
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

    /// What a model is told as the system goes before the person's first words, because some models know no such role.
    record SystemAsUser() implements RequestChange {
        @Override
        public void apply(ObjectNode body) {
            if (body.path("messages") instanceof ArrayNode messages) {
                List<JsonNode> system = messages.valueStream().filter(message -> message.path("role").asText().equals("system")).toList();
                String told = system.stream().map(message -> message.path("content").asText()).collect(Collectors.joining("\n\n"));
                Optional<JsonNode> person = messages.valueStream().filter(message -> message.path("role").asText().equals("user")).findFirst();
                if (!system.isEmpty()) {
                    messages.removeIf(system::contains);
                    person.ifPresentOrElse(first -> ((ObjectNode) first).put("content", told + "\n\n" + first.path("content").asText()),
                        () -> messages.insertObject(0).put("role", "user").put("content", told));
                }
            }
        }

        @Override
        public String shown() {
            return "messages: system → user";
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
