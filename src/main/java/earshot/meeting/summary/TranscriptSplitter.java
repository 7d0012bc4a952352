package earshot.meeting.summary;

import module java.base;

import earshot.meeting.MeetingSentence;

/// Splits a transcript that does not fit into one request, at the borders of sentences.
final class TranscriptSplitter {
    private TranscriptSplitter() {}

    /// Transcripts of at most `most` characters each, with everything that was said, in order; a longer sentence is cut into pieces.
    static List<String> split(List<MeetingSentence> sentences, int most) {
        List<String> lines = new ArrayList<>();
        for (MeetingSentence sentence : sentences) {
            String line = sentence.speaker() + ": " + sentence.text().strip();
            for (int from = 0; from < line.length(); ) {
                int to = Math.min(line.length(), from + most);
                to -= to < line.length() && Character.isHighSurrogate(line.charAt(to - 1)) ? 1 : 0;
                lines.add(line.substring(from, to));
                from = to;
            }
        }
        return packed(lines, most);
    }

    /// Joins lines, in order, to texts of at most `most` characters; a longer line stands alone.
    static List<String> packed(List<String> lines, int most) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (String line : lines) {
            if (!part.isEmpty() && part.length() + 1 + line.length() > most) {
                parts.add(part.toString());
                part.setLength(0);
            }
            part.append(part.isEmpty() ? "" : "\n").append(line);
        }
        if (!part.isEmpty()) {
            parts.add(part.toString());
        }
        return parts;
    }
}
