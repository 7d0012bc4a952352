package earshot.meeting.export;

/// Renders SubRip subtitles (`.srt`): numbered cues, times with a comma, an empty line after each.
final class SubRipRenderer {
    private SubRipRenderer() {}

    static String render(ExportDocument document) {
        StringBuilder out = new StringBuilder();
        int number = 1;
        for (SubtitleCue cue : SubtitleCue.of(document)) {
            out.append(number++).append('\n').append(ExportDocument.clock(cue.from(), ',')).append(" --> ").append(ExportDocument.clock(cue.to(), ','))
                .append('\n');
            out.append(escape(cue.line().speaker())).append(document.texts().get("colon")).append(escape(cue.line().text())).append('\n');
            cue.marks().forEach(mark -> out.append('[').append(escape(ExportDocument.singleLine(document.texts().fact("mark", mark.label())))).append("]\n"));
            out.append('\n');
        }
        return out.toString();
    }

    private static String escape(String text) {
        return text.replace("-->", "→").replaceAll("<(?=[/!a-zA-Z])", "‹");
    }
}
