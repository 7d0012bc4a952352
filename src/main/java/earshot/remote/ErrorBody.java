package earshot.remote;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/// What a provider says about a failure, wherever it says it: in an object, a list, a text, JSON within JSON, or on a web page. Every provider
/// and every gateway has a form of its own.
///
/// @param message as it was written, at most [#MAX_CHARS] characters; blank when there is none
/// @param parameter what it is about, such as `max_tokens` or `messages.2.name`; empty when it does not say
/// @param code its code, type and status, separated by spaces
/// @param webPage whether it is a web page and not an answer of an API
public record ErrorBody(String message, String parameter, String code, boolean webPage) {
    /// Characters of a message; more is not looked at.
    static final int MAX_CHARS = 4_000;
    private static final int MAX_DEPTH = 6;
    private static final List<String> MESSAGES = List.of("message", "error", "errors", "detail", "msg", "error_msg", "error_message", "errorMessage",
        "error_description", "status_msg", "status_text", "base_resp", "description", "title", "Response", "Error", "Message");
    private static final List<String> CODES = List.of("code", "type", "status", "error_code", "errorCode", "Code");
    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.*?)</title>");
    private static final Pattern HTML = Pattern
        .compile("(?is)\\s*(?:<!--(?>.*?-->)\\s*)*+(<!doctype html|<html|<head|<body|<\\?xml[^>]*>\\s*<!doctype html).*");

    /// Reads a body of any form; one that says nothing has a blank message.
    public static ErrorBody parse(String body) {
        String text = cut(body.strip());
        if (HTML.matcher(text).matches()) {
            Matcher title = TITLE.matcher(text);
            return new ErrorBody(title.find() ? title.group(1).strip() : text.replaceAll("<[^>]*>", " ").strip(), "", "", true);
        }
        Optional<JsonNode> tree = tree(body);
        if (tree.isEmpty()) {
            return new ErrorBody(text, "", "", false);
        }
        Found found = new Found();
        found.read(tree.get(), 0);
        return new ErrorBody(found.message.isEmpty() ? text : cut(found.message), found.parameter, String.join(" ", found.codes), false);
    }

    /// Message and code, for looking for words.
    public String words() {
        return code + " " + message;
    }

    private static Optional<JsonNode> tree(String text) {
        String begin = text.stripLeading();
        if (!begin.startsWith("{") && !begin.startsWith("[")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(text)).filter(JsonNode::isContainerNode);
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    private static String cut(String text) {
        return text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text;
    }

    /// What was found so far on the way into a tree; the first message that says something counts.
    private static final class Found {
        private String message = "";
        private String parameter = "";
        private final Set<String> codes = new LinkedHashSet<>();

        void read(JsonNode node, int depth) {
            if (depth > MAX_DEPTH) {
                return;
            }
            if (node.isArray()) {
                node.forEach(element -> read(element, depth + 1));
            } else if (node.isTextual()) {
                tree(node.asText()).ifPresentOrElse(inner -> read(inner, depth + 1), () -> addMessage(node.asText()));
            } else if (node.isObject()) {
                readObject(node, depth);
            }
        }

        private void readObject(JsonNode node, int depth) {
            CODES.stream().map(node::path).filter(value -> value.isTextual() || value.isNumber()).forEach(value -> codes.add(value.asText()));
            addParameter(node.path("param").isTextual() ? node.path("param").asText() : "");
            addParameter(node.path("loc").valueStream().map(JsonNode::asText).filter(part -> !part.equals("body")).collect(Collectors.joining(".")));
            addParameter(node.at("/details/0/fieldViolations/0/field").asText(""));
            MESSAGES.forEach(name -> read(node.path(name), depth + 1));
            // what stands after the words of a gateway
            read(node.at("/metadata/raw"), depth + 1);
        }

        private void addParameter(String name) {
            parameter = parameter.isEmpty() ? name : parameter;
        }

        private void addMessage(String text) {
            if (!text.isBlank() && message.length() < MAX_CHARS && !message.contains(text.strip())) {
                message += (message.isEmpty() ? "" : " ") + text.strip();
            }
        }
    }
}
