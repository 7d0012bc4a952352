package earshot.event;

import module java.base;

/// The content of a message as kept for the console: its head always, the full text while there is room.
/// Secrets are already masked.
public sealed interface EventPayload {
    /// Nothing beyond the summary.
    record None() implements EventPayload {}

    /// @param head at most the first 4 KB
    /// @param bytes size of the full text in UTF-8
    record Text(String head, int bytes, FullText fullText) implements EventPayload {
        /// A text that is kept as a whole.
        public static Text whole(String text, int bytes) {
            return new Text(text.substring(0, Timeline.headEnd(text)), bytes, () -> Optional.of(text));
        }

        /// The whole text; empty when it is no longer kept.
        public Optional<String> whole() {
            return head.getBytes(StandardCharsets.UTF_8).length >= bytes ? Optional.of(head) : fullText.text();
        }

        /// The whole text, else its head.
        public String known() {
            return whole().orElse(head);
        }
    }

    /// @param head at most the first 64 bytes, as hex
    /// @param bytes size of the full content
    record Binary(String head, int bytes) implements EventPayload {}

    /// A text that may be dropped to free memory.
    interface FullText {
        Optional<String> text();
    }

    static EventPayload none() {
        return new None();
    }
}
