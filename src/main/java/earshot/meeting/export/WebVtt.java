package earshot.meeting.export;

/// Renders WebVTT subtitles (`.vtt`): facts about the meeting in a comment, speakers in voice tags. Source: W3C, WebVTT: The Web Video Text
/// Tracks Format, sections 4.1 and 4.2.
final class WebVtt {
    private WebVtt() {}

    static String write(Sheet sheet) {
        Words words = sheet.words();
        StringBuilder out = new StringBuilder("WEBVTT\n\nNOTE\n");
        comment(out, words.fact("title", sheet.title()));
        comment(out, words.fact("date", sheet.when()));
        comment(out, words.fact("duration", Sheet.clock(sheet.length())));
        comment(out, words.fact("devices", sheet.devices()));
        sheet.transcript().marks().forEach(mark -> comment(out, words.fact("mark", Sheet.clock(sheet.since(mark)) + " " + sheet.timeOfDay(mark.at()) + " " + mark.label())));
        int number = 1;
        for (Cue cue : Cue.of(sheet)) {
            out.append('\n').append(number++).append('\n').append(Sheet.clock(cue.from(), '.')).append(" --> ").append(Sheet.clock(cue.to(), '.')).append('\n');
            out.append("<v ").append(escape(cue.spoken().speaker())).append('>').append(escape(cue.spoken().text())).append("</v>\n");
            cue.marks().forEach(mark -> out.append('[').append(escape(Sheet.line(words.fact("mark", mark.label())))).append("]\n"));
        }
        return out.toString();
    }

    private static void comment(StringBuilder out, String text) {
        out.append(Sheet.line(text).replace("-->", "→")).append('\n');
    }

    /// `>` too: with it escaped `-->` cannot occur.
    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
