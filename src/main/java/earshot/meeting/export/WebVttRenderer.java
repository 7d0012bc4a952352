package earshot.meeting.export;

/// Renders WebVTT subtitles (`.vtt`): facts about the meeting in a comment, speakers in voice tags. Source: W3C, WebVTT: The Web Video Text
/// Tracks Format, sections 4.1 and 4.2.
final class WebVttRenderer {
    private WebVttRenderer() {}

    static String render(ExportDocument exportDocument) {
        ExportTexts exportTexts = exportDocument.exportTexts();
        StringBuilder out = new StringBuilder("WEBVTT\n\nNOTE\n");
        comment(out, exportTexts.fact("title", exportDocument.title()));
        comment(out, exportTexts.fact("date", exportDocument.startAndEnd()));
        comment(out, exportTexts.fact("duration", ExportDocument.clock(exportDocument.length())));
        comment(out, exportTexts.fact("devices", exportDocument.devices()));
        exportDocument.transcript().marks().forEach(mark -> comment(out, exportTexts.fact("mark", ExportDocument.clock(exportDocument.since(mark)) + " " + exportDocument.timeOfDay(mark.at()) + " " + mark.label())));
        int number = 1;
        for (SubtitleCue cue : SubtitleCue.of(exportDocument)) {
            out.append('\n').append(number++).append('\n').append(ExportDocument.clock(cue.from(), '.')).append(" --> ").append(ExportDocument.clock(cue.to(), '.')).append('\n');
            out.append("<v ").append(escape(cue.line().speaker())).append('>').append(escape(cue.line().text())).append("</v>\n");
            cue.marks().forEach(mark -> out.append('[').append(escape(ExportDocument.singleLine(exportTexts.fact("mark", mark.label())))).append("]\n"));
        }
        return out.toString();
    }

    private static void comment(StringBuilder out, String text) {
        out.append(ExportDocument.singleLine(text).replace("-->", "→")).append('\n');
    }

    /// `>` too: with it escaped `-->` cannot occur.
    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
