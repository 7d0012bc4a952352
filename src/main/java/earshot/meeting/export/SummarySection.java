package earshot.meeting.export;

import module java.base;

import earshot.meeting.Summary;

/// One list of a summary under its heading.
record SummarySection(String key, List<String> items) {
    /// All lists in reading order, empty ones included.
    static List<SummarySection> of(Summary summary) {
        return List.of(new SummarySection("bullets", summary.points()), new SummarySection("decisions", summary.decisions()),
            new SummarySection("actions", summary.actions()),
            new SummarySection("risks", summary.risks()), new SummarySection("next", summary.nextSteps()));
    }

    /// The final summary, else the newest interim one.
    static Optional<Summary> summary(ExportDocument document) {
        List<Summary> interim = document.transcript().checkpoints();
        return document.transcript().summary().or(() -> interim.isEmpty() ? Optional.empty() : Optional.of(interim.getLast()));
    }
}
