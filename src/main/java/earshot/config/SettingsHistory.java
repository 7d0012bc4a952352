package earshot.config;

import module java.base;

/// The revisions of the settings, and what can be undone and redone.
///
/// @param revisions newest first, at most 200
/// @param undo the revision that [earshot.config.Configuration#undo] would undo
/// @param redo the revision that [earshot.config.Configuration#redo] would redo
/// @param unreadableFile the file that the console writes, while it cannot be read
public record SettingsHistory(List<Revision> revisions, Optional<Revision> undo, Optional<Revision> redo, Optional<UnreadableFile> unreadableFile) {
    public static final SettingsHistory NONE = new SettingsHistory(List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    public SettingsHistory {
        revisions = List.copyOf(revisions);
    }

    /// A settings file that cannot be read.
    ///
    /// @param line from 1, `–` when unknown
    /// @param lastReadableRevision number of the newest readable revision, offered for restoring
    public record UnreadableFile(String file, String line, String reason, Optional<Long> lastReadableRevision) {}
}
