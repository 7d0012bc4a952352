package earshot.config;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One state of the settings that was, and how it came about.
///
/// @param number from 1, in the order of time
/// @param changes what differs from the revision before it, secrets masked
/// @param of the revision that was undone, done again or restored
public record Revision(long number, Instant when, Origin origin, List<Change> changes, Optional<Long> of) {
    public Revision {
        changes = List.copyOf(changes);
    }

    /// How a revision came about.
    public enum Origin {
        /// The file as it was when it was first read, or after another program wrote it.
        FOUND,
        EDIT,
        UNDO,
        REDO,
        RESTORE
    }

    /// One key, before and after. Empty: not written.
    public record Change(String key, Optional<String> before, Optional<String> after) {}
}
