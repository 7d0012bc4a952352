package earshot.memory;

import earshot.id.DeviceId;
import java.time.Instant;

/// What is remembered of the conversations with one device.
///
/// @param text at most [#MAX_CHARACTERS] characters, never blank
public record DeviceMemory(DeviceId device, String text, Instant updated, Source source) {
    /// Maximum characters kept for a device, and so given to a model.
    public static final int MAX_CHARACTERS = 1_800;

    public enum Source {
        /// The memory model summarized it.
        MODEL,
        /// It is the last sentences, as they were said.
        WORDS,
        /// A person wrote it in the console.
        PERSON
    }
}
