package earshot.meeting.export;

import java.util.StringJoiner;

/// Renders plain text for reading and for mail.
final class PlainText {
    private PlainText() {}

    static String write(Sheet sheet) {
        Words words = sheet.words();
        StringJoiner out = new StringJoiner("\n", "", "\n");
        out.add(sheet.title()).add("=".repeat(Math.clamp(sheet.title().length(), 8, 60)));
        out.add(words.fact("date", sheet.when())).add(words.fact("duration", Sheet.clock(sheet.length()))).add(words.fact("devices", sheet.devices()))
            .add(words.fact("sentences", sheet.spoken().size()));
        if (sheet.meeting().running()) {
            out.add(words.get("running"));
        }
        Section.summary(sheet).ifPresentOrElse(summary -> {
            out.add("").add(words.fact(summary.checkpoint() ? "interim" : "summary", words.source(summary)));
            for (Section section : Section.of(summary)) {
                out.add("").add(words.get(section.key()));
                section.items().forEach(item -> out.add("- " + Sheet.line(item)));
                if (section.items().isEmpty()) {
                    out.add(words.get("none"));
                }
            }
        }, () -> out.add("").add(words.get("unsummarised")));
        if (!sheet.transcript().marks().isEmpty()) {
            out.add("").add(words.get("marks"));
            sheet.transcript().marks().forEach(mark -> out.add(String.join("  ", Sheet.clock(sheet.since(mark)), sheet.timeOfDay(mark.at()), Sheet.line(mark.label())).strip()));
        }
        out.add("").add(words.get("transcript"));
        sheet.spoken().forEach(line -> out.add(Sheet.clock(line.at()) + "  " + sheet.timeOfDay(line.segment().at()) + "  " + line.speaker() + words.get("colon") + line.text()));
        if (sheet.spoken().isEmpty()) {
            out.add(words.get("silence"));
        }
        return out.toString();
    }
}
