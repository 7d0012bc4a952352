package earshot.tool;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.TextLimit;

/// The result of a tool call as text for a model: all texts in it; what is not text is described by kind, size and name. Source: MCP 2025-06-18,
/// and what servers of older versions send.
final class ToolResultText {
    /// Characters of one result.
    static final int MAX_CHARS = 16_000;
    private static final int MAX_PARTS = 256;
    private static final int MAX_NAME_CHARS = 200;
    /// Data in a text, as some tools return pictures: base64 with its kind, or so long that it can be nothing else.
    private static final Pattern DATA = Pattern
        .compile("data:([\\w.+-]{1,40}/[\\w.+-]{1,80})?(?:;[\\w=.-]{1,60}){0,4};base64,([A-Za-z0-9+/=_-]{80,}+)|[A-Za-z0-9+/]{1000,}+={0,2}");
    private static final List<Pattern> BASE64_HAS = List.of(Pattern.compile("[a-z]"), Pattern.compile("[A-Z]"), Pattern.compile("[0-9]"));

    private ToolResultText() {}

    /// Empty where the result holds nothing.
    static String of(JsonNode result) {
        JsonNode content = result.path("content");
        JsonNode parts = content.isArray() ? content : JSON.createArrayNode().add(content);
        List<String> texts = new ArrayList<>();
        boolean anyText = false;
        for (JsonNode part : parts) {
            Optional<String> text = text(part);
            anyText |= text.isPresent();
            String shown = text.map(ToolResultText::withoutData).orElseGet(() -> description(part));
            if (!shown.isBlank() && texts.size() < MAX_PARTS) {
                texts.add(shown);
            }
        }
        if (!anyText) {
            structured(result).ifPresent(texts::addFirst);
        }
        return cut(String.join("\n", texts), MAX_CHARS);
    }

    /// The text, cut so that a model sees that it is.
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "\n[cut: the first " + end + " of " + text.length() + " characters]";
    }

    private static Optional<String> text(JsonNode part) {
        return Stream.of(part, part.path("text"), part.path("resource").path("text")).filter(JsonNode::isTextual).map(JsonNode::textValue)
            .filter(text -> !text.isBlank()).findFirst();
    }

    private static String description(JsonNode part) {
        JsonNode resource = part.path("resource");
        return switch (part.path("type").asText("")) {
            case "image", "audio" -> described(part.path("type").asText(), part, part.path("data").asText(""));
            case "resource" -> described("file", resource, resource.path("blob").asText(""));
            case "resource_link" -> described("link", part, "");
            case "", "text" -> "";
            case String other -> "[" + shortened(other) + "]";
        };
    }

    /// For example `[image: chart.png, image/png, 12 kB]`.
    private static String described(String kind, JsonNode part, String base64) {
        List<String> facts = new ArrayList<>();
        Stream.of("title", "name", "uri", "mimeType", "description").map(part::path).filter(JsonNode::isTextual).map(JsonNode::textValue)
            .map(fact -> fact.startsWith("data:") ? "" : shortened(fact)).filter(fact -> !fact.isBlank() && !facts.contains(fact)).forEach(facts::add);
        if (part.path("size").isNumber()) {
            facts.add(size(part.path("size").longValue()));
        } else if (!base64.isEmpty()) {
            facts.add(size(base64.length() * 3L / 4));
        }
        return "[" + kind + (facts.isEmpty() ? "" : ": " + String.join(", ", facts)) + "]";
    }

    /// What a result says without any text: its structured content, that of the oldest servers, or all of it.
    private static Optional<String> structured(JsonNode result) {
        JsonNode found = Stream.of(result.path("structuredContent"), result.path("toolResult")).filter(node -> !node.isMissingNode() && !node.isNull())
            .findFirst().orElse(result);
        if (found == result && result instanceof ObjectNode whole) {
            found = JSON.createObjectNode().<ObjectNode>setAll(whole).without(List.of("content", "isError", "_meta"));
        }
        return Optional.of(found).filter(node -> !node.isNull() && !(node.isContainerNode() && node.isEmpty()))
            .map(node -> withoutData(node.isTextual() ? node.textValue() : node.toString()));
    }

    private static String withoutData(String text) {
        return DATA.matcher(text).replaceAll(found -> {
            boolean named = found.group(2) != null;
            String data = named ? found.group(2) : found.group();
            boolean base64 = named || BASE64_HAS.stream().allMatch(letters -> letters.matcher(data).find());
            return Matcher.quoteReplacement(
                base64 ? "[data: " + (found.group(1) == null ? "" : found.group(1) + ", ") + size(data.length() * 3L / 4) + "]" : found.group());
        });
    }

    private static String size(long bytes) {
        return bytes < 1_000 ? bytes + " bytes" : (bytes + 500) / 1_000 + " kB";
    }

    private static String shortened(String text) {
        return TextLimit.cut(text, MAX_NAME_CHARS);
    }
}
