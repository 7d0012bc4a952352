package earshot.meeting.export;

/// Renders SubRip subtitles (`.srt`): numbered cues, times with a comma, an empty line after each.
final class SubRip {
    private SubRip() {}

    static String write(Sheet sheet) {
        StringBuilder out = new StringBuilder();
        int number = 1;
        for (Cue cue : Cue.of(sheet)) {
            out.append(number++).append('\n').append(Sheet.clock(cue.from(), ',')).append(" --> ").append(Sheet.clock(cue.to(), ',')).append('\n');
            out.append(escape(cue.spoken().speaker())).append(sheet.words().get("colon")).append(escape(cue.spoken().text())).append('\n');
            cue.marks().forEach(mark -> out.append('[').append(escape(Sheet.line(sheet.words().fact("mark", mark.label())))).append("]\n"));
            out.append('\n');
        }
        return out.toString();
    }

    private static String escape(String text) {
        return text.replace("-->", "→").replaceAll("<(?=[/!a-zA-Z])", "‹");
    }
}
