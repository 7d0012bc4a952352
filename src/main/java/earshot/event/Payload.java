package earshot.event;

import java.util.Optional;

/// The content of a message as it is kept for the console: the head always, the whole while there is room.
/// Secrets are masked before it gets here.
public sealed interface Payload {
    /// Nothing beyond the summary.
    record None() implements Payload {}

    /// @param head the first 4 KB at the most
    /// @param bytes size of the whole in UTF-8
    /// @param whole the whole text where it is longer than `head` and still kept; the holder may let go of it
    record Text(String head, int bytes, Whole whole) implements Payload {}

    /// @param head the first 64 bytes at the most, as hex
    /// @param bytes size of the whole
    record Binary(String head, int bytes) implements Payload {}

    /// A text that may be let go when room is needed.
    interface Whole {
        Optional<String> text();
    }

    static Payload none() {
        return new None();
    }
}
