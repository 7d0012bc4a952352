package earshot.ui.meetings;

import earshot.meeting.Mark;
import earshot.meeting.Segment;
import earshot.meeting.Transcript;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A line of a transcript: a recognised sentence or a mark. Sentences are in order of arrival, marks between them by time.
sealed interface Line {
    /// Stable key: the number of the sentence, or `-1 - number` of the mark.
    long key();

    Instant at();

    String text();

    record Sentence(Segment segment) implements Line {
        @Override
        public long key() {
            return segment.number();
        }

        @Override
        public Instant at() {
            return segment.at();
        }

        @Override
        public String text() {
            return segment.text();
        }
    }

    record Flag(Mark mark) implements Line {
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
    static List<Line> of(Transcript transcript, boolean repeats) {
        List<Mark> marks = transcript.marks().stream().sorted(Comparator.comparing(Mark::at)).toList();
        List<Line> lines = new ArrayList<>(transcript.segments().size() + marks.size());
        int next = 0;
        for (Segment segment : transcript.segments()) {
            if (segment.counts() || repeats) {
                while (next < marks.size() && marks.get(next).at().isBefore(segment.at())) {
                    lines.add(new Flag(marks.get(next++)));
                }
                lines.add(new Sentence(segment));
            }
        }
        marks.stream().skip(next).map(Flag::new).forEach(lines::add);
        return List.copyOf(lines);
    }
}
