package earshot.meeting.export;

import module java.base;

import earshot.meeting.Bookmark;
import earshot.meeting.MeetingSentence;

/// A subtitle cue: what is shown from one point in time to another, a second at least. Cues are ordered by their beginning; those of people who spoke at the
/// same time overlap.
///
/// @param from since the start
/// @param to at least a second after `from`
record SubtitleCue(Duration from, Duration to, ExportDocument.SpokenLine line, List<Bookmark> marks) {
    private static final long SHORTEST_MS = 1_000;
    private static final long LONGEST_MS = 10_000;
    /// Milliseconds to say a character; a Chinese one is a syllable.
    private static final long LETTER_MS = 70;
    private static final long HANZI_MS = 220;

    static List<SubtitleCue> of(ExportDocument document) {
        List<ExportDocument.SpokenLine> lines = document.lines().stream().filter(line -> !line.text().isEmpty()).toList();
        List<long[]> times = times(lines);
        List<List<Bookmark>> marks = marks(document, times);
        List<SubtitleCue> cues = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            cues.add(new SubtitleCue(Duration.ofMillis(times.get(i)[0]), Duration.ofMillis(times.get(i)[1]), lines.get(i), marks.get(i)));
        }
        return cues;
    }

    private static List<long[]> times(List<ExportDocument.SpokenLine> lines) {
        List<long[]> times = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            long from = lines.get(i).at().toMillis();
            // what begins within a second is said at the same time: both are shown together
            long next = lines.subList(i + 1, lines.size()).stream().mapToLong(line -> line.at().toMillis()).filter(at -> at >= from + SHORTEST_MS).findFirst()
                .orElse(Long.MAX_VALUE);
            times.add(new long[] {from, from + Math.max(SHORTEST_MS, length(lines.get(i), next - from))});
        }
        return times;
    }

    /// That of its recording, else the time to read it, which ends when somebody else is heard.
    private static long length(ExportDocument.SpokenLine line, long toNext) {
        long read = line.text().codePoints().mapToLong(c -> Character.isIdeographic(c) ? HANZI_MS : LETTER_MS).sum();
        return line.sentence().recordingSpan().map(MeetingSentence.Span::length).map(Duration::toMillis).filter(ms -> ms > 0)
            .orElse(Math.min(toNext, Math.min(read, LONGEST_MS)));
    }

    /// A mark belongs to the last cue that began before it, one before all cues to the first.
    private static List<List<Bookmark>> marks(ExportDocument document, List<long[]> times) {
        List<List<Bookmark>> marks = new ArrayList<>();
        times.forEach(_ -> marks.add(new ArrayList<>()));
        for (Bookmark mark : document.transcript().marks()) {
            if (!times.isEmpty()) {
                long at = document.since(mark).toMillis();
                int last = (int) times.stream().takeWhile(time -> time[0] <= at).count();
                marks.get(Math.max(0, last - 1)).add(mark);
            }
        }
        return marks;
    }
}
