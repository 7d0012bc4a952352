package earshot.config;

import java.util.List;
import java.util.Optional;

/// What the settings were, and where one can go from here.
///
/// @param revisions newest first, at most 200
/// @param undo what [earshot.config.Configuration#undo] would take back
/// @param redo what [earshot.config.Configuration#redo] would do again
/// @param broken the file of the home, while it cannot be read
public record SettingsHistory(List<Revision> revisions, Optional<Revision> undo, Optional<Revision> redo, Optional<Broken> broken) {
    public static final SettingsHistory NONE = new SettingsHistory(List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    public SettingsHistory {
        revisions = List.copyOf(revisions);
    }

    /// A file that cannot be read.
    ///
    /// @param line from 1, `–` where nobody knows
    /// @param lastGood the newest revision that could be read, to be restored
    public record Broken(String file, String line, String reason, Optional<Long> lastGood) {}
}
