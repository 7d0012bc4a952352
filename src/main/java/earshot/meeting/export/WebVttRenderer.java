package earshot.meeting.export;

/// Renders WebVTT subtitles: facts about the meeting in a comment, speakers in voice tags. Source: W3C WebVTT, sections 4.1 and 4.2.
final class WebVttRenderer {
    private WebVttRenderer() {}

    static String render(ExportDocument document) {
        ExportTexts texts = document.texts();
        StringBuilder out = new StringBuilder("WEBVTT\n\nNOTE\n");
        comment(out, texts.fact("title", document.title()));
        comment(out, texts.fact("date", document.startAndEnd()));
        comment(out, texts.fact("duration", ExportDocument.clock(document.length())));
        comment(out, texts.fact("devices", document.devices()));
        document.cause().ifPresent(cause -> comment(out, texts.fact("ended", cause)));
        document.transcript().marks().forEach(
            mark -> comment(out, texts.fact("mark", ExportDocument.clock(document.since(mark)) + " " + document.timeOfDay(mark.at()) + " " + mark.label())));
        int number = 1;
        for (SubtitleCue cue : SubtitleCue.of(document)) {
            out.append('\n').append(number++).append('\n').append(ExportDocument.clock(cue.from(), '.')).append(" --> ")
                .append(ExportDocument.clock(cue.to(), '.')).append('\n');
            out.append("<v ").append(escape(cue.line().speaker())).append('>').append(escape(cue.line().text())).append("</v>\n");
            cue.marks().forEach(mark -> out.append('[').append(escape(ExportDocument.singleLine(texts.fact("mark", mark.label())))).append("]\n"));
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
