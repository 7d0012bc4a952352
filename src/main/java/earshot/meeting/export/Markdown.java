package earshot.meeting.export;

import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Renders Markdown for wikis and notes. Markup characters in what was said are escaped.
final class Markdown {
    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_\\[\\]<>#|~&$]");
    private static final Pattern LIST_BEGIN = Pattern.compile("^([-+]|\\d+[.)])(?=\\s|$)");

    private Markdown() {}

    static String write(Sheet sheet) {
        Words words = sheet.words();
        StringJoiner out = new StringJoiner("\n", "", "\n");
        out.add("# " + escape(sheet.title())).add("");
        fact(out, words, "date", sheet.when());
        fact(out, words, "duration", Sheet.clock(sheet.length()));
        fact(out, words, "devices", sheet.devices());
        fact(out, words, "sentences", sheet.spoken().size());
        if (sheet.meeting().running()) {
            out.add("").add("*" + words.get("running") + "*");
        }
        Section.summary(sheet).ifPresentOrElse(summary -> {
            out.add("").add("## " + words.get(summary.checkpoint() ? "interim" : "summary")).add("").add("*" + escape(words.source(summary)) + "*");
            for (Section section : Section.of(summary)) {
                out.add("").add("### " + words.get(section.key())).add("");
                section.items().forEach(item -> out.add("- " + escape(Sheet.line(item))));
                if (section.items().isEmpty()) {
                    out.add(words.get("none"));
                }
            }
        }, () -> out.add("").add("## " + words.get("summary")).add("").add("*" + words.get("unsummarised") + "*"));
        if (!sheet.transcript().marks().isEmpty()) {
            out.add("").add("## " + words.get("marks")).add("");
            sheet.transcript().marks().forEach(mark -> out.add(item(sheet, Sheet.clock(sheet.since(mark)), sheet.timeOfDay(mark.at()), escape(Sheet.line(mark.label())))));
        }
        out.add("").add("## " + words.get("transcript")).add("");
        sheet.spoken().forEach(line -> out.add(item(sheet, Sheet.clock(line.at()), sheet.timeOfDay(line.segment().at()),
            "**" + escape(line.speaker()) + "**" + words.get("colon") + escape(line.text()))));
        if (sheet.spoken().isEmpty()) {
            out.add("*" + words.get("silence") + "*");
        }
        return out.toString();
    }

    private static void fact(StringJoiner out, Words words, String key, Object value) {
        out.add("- **" + words.get(key) + "**" + words.get("colon") + escape(String.valueOf(value)));
    }

    private static String item(Sheet sheet, String since, String timeOfDay, String text) {
        return ("- `" + since + "` (" + timeOfDay + ") " + text).strip();
    }

    static String escape(String text) {
        String safe = MARKUP.matcher(text).replaceAll("\\\\$0");
        Matcher list = LIST_BEGIN.matcher(safe);
        return list.find() ? safe.substring(0, list.end() - 1) + "\\" + safe.substring(list.end() - 1) : safe;
    }
}
