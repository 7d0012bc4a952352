package earshot.event;

import java.util.Optional;

/// The content of a message as kept for the console: its head always, the full text while there is room.
/// Secrets are already masked.
public sealed interface Payload {
    /// Nothing beyond the summary.
    record None() implements Payload {}

    /// @param head at most the first 4 KB
    /// @param bytes size of the full text in UTF-8
    /// @param whole the full text while it is kept
    record Text(String head, int bytes, Whole whole) implements Payload {}

    /// @param head at most the first 64 bytes, as hex
    /// @param bytes size of the full content
    record Binary(String head, int bytes) implements Payload {}

    /// A text that may be dropped to free memory.
    interface Whole {
        Optional<String> text();
    }

    static Payload none() {
        return new None();
    }
}
