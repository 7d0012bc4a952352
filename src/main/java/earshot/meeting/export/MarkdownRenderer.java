package earshot.meeting.export;

import module java.base;

/// Renders Markdown for wikis and notes. Markup characters in what was said are escaped.
final class MarkdownRenderer {
    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_\\[\\]<>#|~&$]");
    private static final Pattern LIST_BEGIN = Pattern.compile("^([-+]|\\d+[.)])(?=\\s|$)");

    private MarkdownRenderer() {}

    static String render(ExportDocument document) {
        ExportTexts texts = document.texts();
        StringJoiner out = new StringJoiner("\n", "", "\n");
        out.add("# " + escape(document.title())).add("");
        fact(out, texts, "date", document.startAndEnd());
        fact(out, texts, "duration", ExportDocument.clock(document.length()));
        fact(out, texts, "devices", document.devices());
        fact(out, texts, "sentences", document.lines().size());
        document.cause().ifPresent(cause -> fact(out, texts, "ended", cause));
        if (document.meeting().running()) {
            out.add("").add("*" + texts.get("running") + "*");
        }
        SummarySection.summary(document).ifPresentOrElse(summary -> {
            out.add("").add("## " + texts.get(summary.checkpoint() ? "interim" : "summary")).add("").add("*" + escape(texts.source(summary)) + "*");
            for (SummarySection section : SummarySection.of(summary)) {
                out.add("").add("### " + texts.get(section.key())).add("");
                section.items().forEach(item -> out.add("- " + escape(ExportDocument.singleLine(item))));
                if (section.items().isEmpty()) {
                    out.add(texts.get("none"));
                }
            }
        }, () -> out.add("").add("## " + texts.get("summary")).add("").add("*" + texts.get("unsummarised") + "*"));
        if (!document.transcript().marks().isEmpty()) {
            out.add("").add("## " + texts.get("marks")).add("");
            document.transcript().marks().forEach(mark -> out.add(
                item(ExportDocument.clock(document.since(mark)), document.timeOfDay(mark.at()), escape(ExportDocument.singleLine(mark.label())))));
        }
        out.add("").add("## " + texts.get("transcript")).add("");
        document.read(line -> out.add(item(ExportDocument.clock(line.at()), document.timeOfDay(line.sentence().at()),
            "**" + escape(line.speaker()) + "**" + texts.get("colon") + escape(line.text()))), pause -> out.add("").add("*" + escape(pause) + "*").add(""));
        if (document.lines().isEmpty()) {
            out.add("*" + texts.get("silence") + "*");
        }
        return out.toString();
    }

    private static void fact(StringJoiner out, ExportTexts texts, String key, Object value) {
        out.add("- **" + texts.get(key) + "**" + texts.get("colon") + escape(String.valueOf(value)));
    }

    private static String item(String since, String timeOfDay, String text) {
        return ("- `" + since + "` (" + timeOfDay + ") " + text).strip();
    }

    static String escape(String text) {
        String safe = MARKUP.matcher(text).replaceAll("\\\\$0");
        Matcher list = LIST_BEGIN.matcher(safe);
        return list.find() ? safe.substring(0, list.end() - 1) + "\\" + safe.substring(list.end() - 1) : safe;
    }
}
