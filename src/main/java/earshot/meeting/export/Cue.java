package earshot.meeting.export;

import earshot.meeting.Mark;
import earshot.meeting.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A subtitle cue: what is shown from one point in time to another. Cues of a meeting never overlap and none is empty.
///
/// @param from since the start
/// @param to after `from`, at most the `from` of the next cue
/// @param marks those set while it is shown
record Cue(Duration from, Duration to, Sheet.Spoken spoken, List<Mark> marks) {
    private static final long SHORTEST_MS = 1_000;
    private static final long LONGEST_MS = 10_000;
    /// Milliseconds to say a character; a Chinese one is a syllable.
    private static final long LETTER_MS = 70;
    private static final long HANZI_MS = 220;

    static List<Cue> of(Sheet sheet) {
        List<Sheet.Spoken> spoken = sheet.spoken().stream().filter(line -> !line.text().isEmpty()).toList();
        List<long[]> times = times(spoken);
        List<List<Mark>> marks = marks(sheet, times);
        List<Cue> cues = new ArrayList<>();
        for (int i = 0; i < spoken.size(); i++) {
            cues.add(new Cue(Duration.ofMillis(times.get(i)[0]), Duration.ofMillis(times.get(i)[1]), spoken.get(i), marks.get(i)));
        }
        return cues;
    }

    private static List<long[]> times(List<Sheet.Spoken> spoken) {
        List<long[]> times = new ArrayList<>();
        long free = 0;
        for (int i = 0; i < spoken.size();) {
            long at = spoken.get(i).at().toMillis();
            int together = i + 1;
            while (together < spoken.size() && spoken.get(together).at().toMillis() == at) {
                together++;
            }
            long next = together < spoken.size() ? spoken.get(together).at().toMillis() : Long.MAX_VALUE;
            for (int k = i; k < together; k++) {
                long from = Math.max(at, free);
                long share = next == Long.MAX_VALUE ? LONGEST_MS : (next - from) / (together - k);
                free = from + Math.max(1, Math.min(share, length(spoken.get(k))));
                times.add(new long[] {from, free});
            }
            i = together;
        }
        return times;
    }

    private static long length(Sheet.Spoken line) {
        long read = line.text().codePoints().mapToLong(c -> Character.isIdeographic(c) ? HANZI_MS : LETTER_MS).sum();
        return line.segment().sound().map(Segment.Span::length).map(Duration::toMillis).filter(ms -> ms > 0).orElse(Math.clamp(read, SHORTEST_MS, LONGEST_MS));
    }

    /// A mark belongs to the last cue that began before it, one before all cues to the first.
    private static List<List<Mark>> marks(Sheet sheet, List<long[]> times) {
        List<List<Mark>> marks = new ArrayList<>();
        times.forEach(_ -> marks.add(new ArrayList<>()));
        for (Mark mark : sheet.transcript().marks()) {
            if (!times.isEmpty()) {
                long at = sheet.since(mark).toMillis();
                int last = (int) times.stream().takeWhile(time -> time[0] <= at).count();
                marks.get(Math.max(0, last - 1)).add(mark);
            }
        }
        return marks;
    }
}
