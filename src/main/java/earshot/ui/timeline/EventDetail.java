package earshot.ui.timeline;

import module java.base;

import earshot.event.Event;
import earshot.event.EventPayload;

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
                Optional<String> whole = text.whole();
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
            case EventPayload.Text text -> text.known();
        };
    }

    private static String upToLimit(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN);
    }
}
