package earshot.ui.meetings;

import module java.base;

import earshot.meeting.Bookmark;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.SearchHit;

/// A line of a transcript: a recognized sentence, a mark, a pause of a meeting that continued after its end, or its end. Sentences are in order of arrival, the
/// others between them by time.
sealed interface TranscriptLine {
    record SegmentLine(MeetingSentence meetingSentence) implements TranscriptLine {}

    record MarkLine(Bookmark mark) implements TranscriptLine {}

    record PauseLine(Meeting.Pause pause) implements TranscriptLine {}

    record EndLine(Instant end, Optional<Meeting.EndCause> cause) implements TranscriptLine {}

    /// Stable key: the number of the sentence, or `-1 - number` of the mark; those of pauses and the end are below.
    default long key() {
        return switch (this) {
            case SegmentLine(MeetingSentence sentence) -> sentence.number();
            case MarkLine(Bookmark mark) -> -1 - mark.number();
            case PauseLine(Meeting.Pause pause) -> Long.MIN_VALUE + 1 + pause.from().toEpochMilli();
            case EndLine _ -> Long.MIN_VALUE;
        };
    }

    /// Of the line that a search found.
    static long key(SearchHit hit) {
        return hit.kind() == SearchHit.Kind.MARK ? -1 - hit.number() : hit.number();
    }

    default Instant at() {
        return switch (this) {
            case SegmentLine(MeetingSentence sentence) -> sentence.at();
            case MarkLine(Bookmark mark) -> mark.at();
            case PauseLine(Meeting.Pause pause) -> pause.to();
            case EndLine(Instant end, _) -> end;
        };
    }

    /// What was said or written; empty for a pause and the end.
    default String text() {
        return switch (this) {
            case SegmentLine(MeetingSentence sentence) -> sentence.text();
            case MarkLine(Bookmark mark) -> mark.label();
            case PauseLine _, EndLine _ -> "";
        };
    }

    /// @param withDuplicates whether dropped duplicates are included
    static List<TranscriptLine> of(MeetingTranscript transcript, boolean withDuplicates) {
        List<TranscriptLine> between = Stream
            .<TranscriptLine>concat(transcript.marks().stream().map(MarkLine::new), transcript.meeting().pauses().stream().map(PauseLine::new))
            .sorted(Comparator.comparing(TranscriptLine::at)).toList();
        List<TranscriptLine> lines = new ArrayList<>(transcript.sentences().size() + between.size() + 1);
        int next = 0;
        // what one device said may be recognized long after what another one said later
        List<MeetingSentence> spoken = transcript.sentences().stream().sorted(Comparator.comparing(MeetingSentence::at).thenComparing(MeetingSentence::number))
            .toList();
        for (MeetingSentence meetingSentence : spoken) {
            if (meetingSentence.counts() || withDuplicates) {
                while (next < between.size() && between.get(next).at().isBefore(meetingSentence.at())) {
                    lines.add(between.get(next++));
                }
                lines.add(new SegmentLine(meetingSentence));
            }
        }
        between.stream().skip(next).forEach(lines::add);
        if (!transcript.meeting().running() && transcript.meeting().times().cause().isPresent()) {
            lines.add(new EndLine(transcript.meeting().endedAt().orElse(transcript.meeting().lastAt()), transcript.meeting().times().cause()));
        }
        return List.copyOf(lines);
    }
}
