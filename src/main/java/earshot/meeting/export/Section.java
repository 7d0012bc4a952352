package earshot.meeting.export;

import earshot.meeting.Summary;
import java.util.List;
import java.util.Optional;

/// One list of a summary under its heading.
///
/// @param key of the heading
record Section(String key, List<String> items) {
    /// All lists in reading order, empty ones included.
    static List<Section> of(Summary summary) {
        return List.of(new Section("bullets", summary.points()), new Section("decisions", summary.decisions()), new Section("actions", summary.actions()),
            new Section("risks", summary.risks()), new Section("next", summary.nextSteps()));
    }

    /// The final summary, else the newest interim one.
    static Optional<Summary> summary(Sheet sheet) {
        List<Summary> interim = sheet.transcript().checkpoints();
        return sheet.transcript().summary().or(() -> interim.isEmpty() ? Optional.empty() : Optional.of(interim.getLast()));
    }
}
