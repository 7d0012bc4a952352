package earshot.memory;

import java.time.Instant;

/// What is remembered of the conversations with one device.
///
/// @param device the normalised id
/// @param text at most [#LONGEST] characters, never blank
/// @param updated when it was last written
/// @param source who wrote it
public record Recollection(String device, String text, Instant updated, Source source) {
    /// Characters that are kept for a device; what a model is given stays as short.
    public static final int LONGEST = 1_800;

    /// Who wrote a recollection.
    public enum Source {
        /// The memory model summed it up.
        MODEL,
        /// The last sentences, as they were said.
        WORDS,
        /// A person wrote it in the console.
        PERSON
    }
}
