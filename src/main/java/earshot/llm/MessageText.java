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

    /// Whether a part of the content is nothing that is said to people, such as a thought.
    static boolean isNoText(JsonNode part) {
        return part.isObject() && !isText(part);
    }

    private static boolean isText(JsonNode part) {
        return SPOKEN_TYPES.contains(part.path("type").asText("")) && !part.path("thought").asBoolean();
    }

    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        if (content.isObject()) {
            return isText(content) ? text(content.path("text").isObject() ? content.at("/text/value") : content.path("text")) : "";
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(text(part)));
        return text.toString();
    }
}
