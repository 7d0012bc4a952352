package earshot.ui.meetings;

import module java.base;

import earshot.meeting.Bookmark;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;

/// A line of a transcript: a recognised sentence or a mark. Sentences are in order of arrival, marks between them by time.
sealed interface TranscriptLine {
    /// Stable key: the number of the sentence, or `-1 - number` of the mark.
    long key();

    Instant at();

    String text();

    record SegmentLine(MeetingSentence meetingSentence) implements TranscriptLine {
        @Override
        public long key() {
            return meetingSentence.number();
        }

        @Override
        public Instant at() {
            return meetingSentence.at();
        }

        @Override
        public String text() {
            return meetingSentence.text();
        }
    }

    record MarkLine(Bookmark mark) implements TranscriptLine {
        @Override
        public long key() {
            return -1 - mark.number();
        }

        @Override
        public Instant at() {
            return mark.at();
        }

        @Override
        public String text() {
            return mark.label();
        }
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
