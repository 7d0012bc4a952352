package earshot.meeting.export;

import module java.base;

import earshot.meeting.Bookmark;
import earshot.meeting.MeetingSentence;

/// A subtitle cue: what is shown from one point in time to another. Cues of a meeting never overlap and none is empty.
///
/// @param from since the start
/// @param to after `from`, at most the `from` of the next cue
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
        long earliest = 0;
        for (int i = 0; i < lines.size();) {
            long at = lines.get(i).at().toMillis();
            int groupEnd = i + 1;
            while (groupEnd < lines.size() && lines.get(groupEnd).at().toMillis() == at) {
                groupEnd++;
            }
            long next = groupEnd < lines.size() ? lines.get(groupEnd).at().toMillis() : Long.MAX_VALUE;
            for (int k = i; k < groupEnd; k++) {
                long from = Math.max(at, earliest);
                long share = next == Long.MAX_VALUE ? LONGEST_MS : (next - from) / (groupEnd - k);
                earliest = from + Math.max(1, Math.min(share, length(lines.get(k))));
                times.add(new long[] {from, earliest});
            }
            i = groupEnd;
        }
        return times;
    }

    private static long length(ExportDocument.SpokenLine line) {
        long read = line.text().codePoints().mapToLong(c -> Character.isIdeographic(c) ? HANZI_MS : LETTER_MS).sum();
        return line.sentence().recordingSpan().map(MeetingSentence.Span::length).map(Duration::toMillis).filter(ms -> ms > 0).orElse(Math.clamp(read, SHORTEST_MS, LONGEST_MS));
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
