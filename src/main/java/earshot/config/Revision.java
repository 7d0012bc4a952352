package earshot.config;

import module java.base;

/// One entry of the settings history: what changed, when and why.
///
/// @param number counts from 1, in order of time
/// @param changes differences from the previous revision, secrets masked
/// @param target number of the revision that was undone, redone or restored
public record Revision(long number, Instant when, Origin origin, List<Change> changes, Optional<Long> target) {
    public Revision {
        changes = List.copyOf(changes);
    }

    /// The action that created a revision. The names are stored in the database.
    public enum Origin {
        /// The file as it was first read, or after another program changed it.
        FOUND,
        EDIT,
        UNDO,
        REDO,
        RESTORE
    }

    /// One key before and after. Empty when not written.
    public record Change(String key, Optional<String> before, Optional<String> after) {}
}
