package earshot.meeting.export;

import module java.base;

/// Renders Markdown for wikis and notes. Markup characters in what was said are escaped.
final class MarkdownRenderer {
    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_\\[\\]<>#|~&$]");
    private static final Pattern LIST_BEGIN = Pattern.compile("^([-+]|\\d+[.)])(?=\\s|$)");

    private MarkdownRenderer() {}

    static String render(ExportDocument exportDocument) {
        ExportTexts exportTexts = exportDocument.exportTexts();
        StringJoiner out = new StringJoiner("\n", "", "\n");
        out.add("# " + escape(exportDocument.title())).add("");
        fact(out, exportTexts, "date", exportDocument.startAndEnd());
        fact(out, exportTexts, "duration", ExportDocument.clock(exportDocument.length()));
        fact(out, exportTexts, "devices", exportDocument.devices());
        fact(out, exportTexts, "sentences", exportDocument.lines().size());
        if (exportDocument.meeting().running()) {
            out.add("").add("*" + exportTexts.get("running") + "*");
        }
        SummarySection.summary(exportDocument).ifPresentOrElse(summary -> {
            out.add("").add("## " + exportTexts.get(summary.checkpoint() ? "interim" : "summary")).add("").add("*" + escape(exportTexts.source(summary)) + "*");
            for (SummarySection section : SummarySection.of(summary)) {
                out.add("").add("### " + exportTexts.get(section.key())).add("");
                section.items().forEach(item -> out.add("- " + escape(ExportDocument.singleLine(item))));
                if (section.items().isEmpty()) {
                    out.add(exportTexts.get("none"));
                }
            }
        }, () -> out.add("").add("## " + exportTexts.get("summary")).add("").add("*" + exportTexts.get("unsummarised") + "*"));
        if (!exportDocument.transcript().marks().isEmpty()) {
            out.add("").add("## " + exportTexts.get("marks")).add("");
            exportDocument.transcript().marks().forEach(mark -> out.add(item(exportDocument, ExportDocument.clock(exportDocument.since(mark)), exportDocument.timeOfDay(mark.at()), escape(ExportDocument.singleLine(mark.label())))));
        }
        out.add("").add("## " + exportTexts.get("transcript")).add("");
        exportDocument.lines().forEach(line -> out.add(item(exportDocument, ExportDocument.clock(line.at()), exportDocument.timeOfDay(line.sentence().at()),
            "**" + escape(line.speaker()) + "**" + exportTexts.get("colon") + escape(line.text()))));
        if (exportDocument.lines().isEmpty()) {
            out.add("*" + exportTexts.get("silence") + "*");
        }
        return out.toString();
    }

    private static void fact(StringJoiner out, ExportTexts exportTexts, String key, Object value) {
        out.add("- **" + exportTexts.get(key) + "**" + exportTexts.get("colon") + escape(String.valueOf(value)));
    }

    private static String item(ExportDocument exportDocument, String since, String timeOfDay, String text) {
        return ("- `" + since + "` (" + timeOfDay + ") " + text).strip();
    }

    static String escape(String text) {
        String safe = MARKUP.matcher(text).replaceAll("\\\\$0");
        Matcher list = LIST_BEGIN.matcher(safe);
        return list.find() ? safe.substring(0, list.end() - 1) + "\\" + safe.substring(list.end() - 1) : safe;
    }
}
