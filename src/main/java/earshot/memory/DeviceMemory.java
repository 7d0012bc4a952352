package earshot.memory;

import java.time.Instant;

/// What is remembered of the conversations with one device.
///
/// @param device the normalised device id
/// @param text at most [#MAX_CHARACTERS] characters, never blank
/// @param updated when it was last written
/// @param source who wrote it
public record DeviceMemory(String device, String text, Instant updated, Source source) {
    /// Maximum characters kept for a device, and so given to a model.
    public static final int MAX_CHARACTERS = 1_800;

    /// Who wrote a recollection.
    public enum Source {
        /// The memory model summarised it.
        MODEL,
        /// It is the last sentences, as they were said.
        WORDS,
        /// A person wrote it in the console.
        PERSON
    }
}
