package earshot.meeting.export;

import java.util.StringJoiner;

/// Renders plain text for reading and for mail.
final class PlainTextRenderer {
    private PlainTextRenderer() {}

    static String render(ExportDocument document) {
        ExportTexts texts = document.texts();
        StringJoiner out = new StringJoiner("\n", "", "\n");
        out.add(document.title()).add("=".repeat(Math.clamp(document.title().length(), 8, 60)));
        out.add(texts.fact("date", document.startAndEnd())).add(texts.fact("duration", ExportDocument.clock(document.length())))
            .add(texts.fact("devices", document.devices()))
            .add(texts.fact("sentences", document.lines().size()));
        document.cause().ifPresent(cause -> out.add(texts.fact("ended", cause)));
        if (document.meeting().running()) {
            out.add(texts.get("running"));
        }
        SummarySection.summary(document).ifPresentOrElse(summary -> {
            out.add("").add(texts.fact(summary.checkpoint() ? "interim" : "summary", texts.source(summary)));
            for (SummarySection section : SummarySection.of(summary)) {
                out.add("").add(texts.get(section.key()));
                section.items().forEach(item -> out.add("- " + ExportDocument.singleLine(item)));
                if (section.items().isEmpty()) {
                    out.add(texts.get("none"));
                }
            }
        }, () -> out.add("").add(texts.get("unsummarised")));
        if (!document.transcript().marks().isEmpty()) {
            out.add("").add(texts.get("marks"));
            document.transcript().marks().forEach(mark -> out.add(
                String.join("  ", ExportDocument.clock(document.since(mark)), document.timeOfDay(mark.at()), ExportDocument.singleLine(mark.label())).strip()));
        }
        out.add("").add(texts.get("transcript"));
        document.read(
            line -> out.add(
                ExportDocument.clock(line.at()) + "  " + document.timeOfDay(line.sentence().at()) + "  " + line.speaker() + texts.get("colon") + line.text()),
            pause -> out.add("").add("--- " + pause + " ---").add(""));
        if (document.lines().isEmpty()) {
            out.add(texts.get("silence"));
        }
        return out.toString();
    }
}
