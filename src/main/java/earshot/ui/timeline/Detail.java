package earshot.ui.timeline;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import earshot.event.Event;
import earshot.event.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Payload of an event as shown below the list.
///
/// @param text as shown
/// @param shownBytes size of the part shown
/// @param allBytes size of the whole payload
/// @param wholeKept whether the rest is still available
record Detail(String text, int shownBytes, int allBytes, boolean wholeKept) {
    /// Bytes. Longer payloads can only be saved to a file: a text control freezes with a megabyte in one line.
    static final int LONGEST_SHOWN = 256 * 1024;


    boolean cut() {
        return shownBytes < allBytes;
    }

    /// @param all show the whole payload if available, not only its beginning
    static Detail of(Event event, boolean pretty, boolean all) {
        return switch (event.payload()) {
            case Payload.None _ -> new Detail(event.summary(), 0, 0, false);
            case Payload.Binary binary -> new Detail(binary.head(), Math.min(64, binary.bytes()), binary.bytes(), false);
            case Payload.Text text -> {
                Optional<String> whole = whole(text);
                boolean short_ = text.head().getBytes(StandardCharsets.UTF_8).length >= text.bytes();
                String raw = short_ ? text.head() : all ? whole.map(Detail::upToLimit).orElse(text.head()) : text.head();
                int bytes = short_ ? text.bytes() : raw.getBytes(StandardCharsets.UTF_8).length;
                yield new Detail(pretty && bytes >= text.bytes() ? pretty(raw) : raw, bytes, text.bytes(), whole.isPresent());
            }
        };
    }

    /// All that is available of the payload, for the clipboard and for saving.
    static String kept(Event event) {
        return switch (event.payload()) {
            case Payload.None _ -> event.summary();
            case Payload.Binary binary -> binary.head();
            case Payload.Text text -> whole(text).orElse(text.head());
        };
    }

    private static Optional<String> whole(Payload.Text text) {
        return text.head().getBytes(StandardCharsets.UTF_8).length >= text.bytes() ? Optional.of(text.head()) : text.whole().text();
    }

    private static String upToLimit(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN);
    }

    private static String pretty(String raw) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(raw));
        } catch (JsonProcessingException e) {
            return raw;
        }
    }
}
