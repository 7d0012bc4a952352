package earshot.meeting.export;

import java.util.StringJoiner;

/// Renders plain text for reading and for mail.
final class PlainTextRenderer {
    private PlainTextRenderer() {}

    static String render(ExportDocument exportDocument) {
        ExportTexts exportTexts = exportDocument.exportTexts();
        StringJoiner out = new StringJoiner("\n", "", "\n");
        out.add(exportDocument.title()).add("=".repeat(Math.clamp(exportDocument.title().length(), 8, 60)));
        out.add(exportTexts.fact("date", exportDocument.startAndEnd())).add(exportTexts.fact("duration", ExportDocument.clock(exportDocument.length()))).add(exportTexts.fact("devices", exportDocument.devices()))
            .add(exportTexts.fact("sentences", exportDocument.lines().size()));
        if (exportDocument.meeting().running()) {
            out.add(exportTexts.get("running"));
        }
        SummarySection.summary(exportDocument).ifPresentOrElse(summary -> {
            out.add("").add(exportTexts.fact(summary.checkpoint() ? "interim" : "summary", exportTexts.source(summary)));
            for (SummarySection section : SummarySection.of(summary)) {
                out.add("").add(exportTexts.get(section.key()));
                section.items().forEach(item -> out.add("- " + ExportDocument.singleLine(item)));
                if (section.items().isEmpty()) {
                    out.add(exportTexts.get("none"));
                }
            }
        }, () -> out.add("").add(exportTexts.get("unsummarised")));
        if (!exportDocument.transcript().marks().isEmpty()) {
            out.add("").add(exportTexts.get("marks"));
            exportDocument.transcript().marks().forEach(mark -> out.add(String.join("  ", ExportDocument.clock(exportDocument.since(mark)), exportDocument.timeOfDay(mark.at()), ExportDocument.singleLine(mark.label())).strip()));
        }
        out.add("").add(exportTexts.get("transcript"));
        exportDocument.lines().forEach(line -> out.add(ExportDocument.clock(line.at()) + "  " + exportDocument.timeOfDay(line.sentence().at()) + "  " + line.speaker() + exportTexts.get("colon") + line.text()));
        if (exportDocument.lines().isEmpty()) {
            out.add(exportTexts.get("silence"));
        }
        return out.toString();
    }
}
