package earshot.ui.timeline;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import earshot.event.Event;
import earshot.event.EventPayload;
import earshot.ui.kit.Texts;

/// Payload of an event as shown below the list.
///
/// @param text as shown
/// @param shownBytes size of the part shown
/// @param allBytes size of the whole payload
/// @param restAvailable whether the rest is still available
record EventDetail(String text, int shownBytes, int allBytes, boolean restAvailable) {
    /// Bytes. Longer payloads can only be saved to a file: a text control freezes with a megabyte in one line.
    static final int LONGEST_SHOWN = 256 * 1024;

    boolean truncated() {
        return shownBytes < allBytes;
    }

    /// @param all show the whole payload if available, not only its beginning
    static EventDetail of(Event event, boolean all, Locale locale) {
        return switch (event.payload()) {
            case EventPayload.None _ -> new EventDetail(event.text().in(locale), 0, 0, false);
            case EventPayload.Binary binary -> new EventDetail(binary.head(), Math.min(64, binary.bytes()), binary.bytes(), false);
            case EventPayload.Text text -> {
                Optional<String> whole = wholeText(text);
                String raw = whole.filter(_ -> all).map(EventDetail::upToLimit).orElse(text.head());
                // by characters, because secrets are masked, and the mask is of another length
                boolean complete = whole.filter(known -> known.length() == raw.length()).isPresent();
                int bytes = complete ? text.bytes() : raw.getBytes(StandardCharsets.UTF_8).length;
                yield new EventDetail(raw, bytes, text.bytes(), whole.isPresent());
            }
        };
    }

    /// All that is available of the payload, for the clipboard and for saving.
    static String fullText(Event event, Locale locale) {
        return switch (event.payload()) {
            case EventPayload.None _ -> event.text().in(locale);
            case EventPayload.Binary binary -> binary.head();
            case EventPayload.Text text -> wholeText(text).orElse(text.head());
        };
    }

    /// The event as one line of JSON. A payload that is JSON stays such, any other one is a text.
    static String json(Event event) {
        ObjectNode row = JSON.createObjectNode().put("at", event.at().toString());
        event.device().ifPresent(id -> row.put("device", id.value()));
        row.put("direction", Texts.keyOf(event.direction())).put("type", event.type()).put("severity", Texts.keyOf(event.severity())).put("summary", event.summary()).put("bytes", event.size());
        switch (event.payload()) {
            case EventPayload.None _ -> { }
            case EventPayload.Binary binary -> row.put("payload", binary.head());
            case EventPayload.Text _ -> row.set("payload", node(fullText(event, Locale.ENGLISH)));
        }
        return row.toString();
    }

    private static JsonNode node(String payload) {
        try {
            return JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(payload);
        }
    }

    private static Optional<String> wholeText(EventPayload.Text text) {
        return text.head().getBytes(StandardCharsets.UTF_8).length >= text.bytes() ? Optional.of(text.head()) : text.fullText().text();
    }

    private static String upToLimit(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN);
    }
}
