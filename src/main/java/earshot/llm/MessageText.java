package earshot.llm;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;

/// The words of a message or a piece of one.
final class MessageText {
    private static final Set<String> SPOKEN_TYPES = Set.of("", "text", "output_text");

    private MessageText() {}

    /// The content, or what a model says when it refuses. Some servers send the content as a list of parts, of which some may be thoughts.
    static String of(JsonNode message) {
        String text = text(message.path("content"));
        return text.isEmpty() && message.path("refusal").isTextual() ? message.path("refusal").textValue() : text;
    }

    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        if (content.isObject()) {
            boolean spoken = SPOKEN_TYPES.contains(content.path("type").asText("")) && !content.path("thought").asBoolean();
            return spoken ? text(content.path("text").isObject() ? content.at("/text/value") : content.path("text")) : "";
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(text(part)));
        return text.toString();
    }
}
