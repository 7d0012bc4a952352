package earshot.ui.meetings;

import module java.base;

import earshot.meeting.Bookmark;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;

/// A line of a transcript: a recognised sentence or a mark. Sentences are in order of arrival, marks between them by time.
sealed interface TranscriptLine {
    record SegmentLine(MeetingSentence meetingSentence) implements TranscriptLine {}

    record MarkLine(Bookmark mark) implements TranscriptLine {}

    /// Stable key: the number of the sentence, or `-1 - number` of the mark.
    default long key() {
        return switch (this) {
            case SegmentLine(MeetingSentence sentence) -> sentence.number();
            case MarkLine(Bookmark mark) -> -1 - mark.number();
        };
    }

    default Instant at() {
        return switch (this) {
            case SegmentLine(MeetingSentence sentence) -> sentence.at();
            case MarkLine(Bookmark mark) -> mark.at();
        };
    }

    default String text() {
        return switch (this) {
            case SegmentLine(MeetingSentence sentence) -> sentence.text();
            case MarkLine(Bookmark mark) -> mark.label();
        };
    }

    /// @param withDuplicates whether dropped duplicates are included
    static List<TranscriptLine> of(MeetingTranscript transcript, boolean withDuplicates) {
        List<Bookmark> marks = transcript.marks().stream().sorted(Comparator.comparing(Bookmark::at)).toList();
        List<TranscriptLine> lines = new ArrayList<>(transcript.sentences().size() + marks.size());
        int next = 0;
        for (MeetingSentence meetingSentence : transcript.sentences()) {
            if (meetingSentence.counts() || withDuplicates) {
                while (next < marks.size() && marks.get(next).at().isBefore(meetingSentence.at())) {
                    lines.add(new MarkLine(marks.get(next++)));
                }
                lines.add(new SegmentLine(meetingSentence));
            }
        }
        marks.stream().skip(next).map(MarkLine::new).forEach(lines::add);
        return List.copyOf(lines);
    }
}
