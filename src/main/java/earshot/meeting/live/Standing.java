package earshot.meeting.live;

import earshot.meeting.Mark;
import earshot.meeting.Meeting;
import earshot.meeting.Metrics;
import earshot.meeting.Segment;
import earshot.meeting.Summary;
import earshot.meeting.Transcript;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The state of a meeting in memory: everything that the store has of it, or will have in a moment. Not thread-safe: guarded by the lock of
/// its meeting.
final class Standing {
    final String id;
    final Instant startedAt;
    final Notes notes;
    final LinkedHashSet<String> devices = new LinkedHashSet<>();
    private final Map<String, String> speakers = new HashMap<>();
    private final List<Mark> marks = new ArrayList<>();
    private final List<Summary> checkpoints = new ArrayList<>();
    Meeting.State state;
    boolean sounds;
    private String title;
    private Optional<Instant> endedAt = Optional.empty();
    private Optional<Summary> summary;
    private Optional<Metrics> metrics;
    private long checkpointed;

    Standing(Transcript kept) {
        Meeting meeting = kept.meeting();
        id = meeting.id();
        startedAt = meeting.startedAt();
        title = meeting.title();
        state = meeting.state();
        sounds = meeting.sounds();
        devices.addAll(meeting.devices());
        speakers.putAll(kept.speakers());
        marks.addAll(kept.marks());
        checkpoints.addAll(kept.checkpoints());
        summary = kept.summary();
        metrics = kept.metrics();
        notes = new Notes(startedAt, kept.segments());
        checkpointed = kept.counting().stream().limit(checkpoints.stream().mapToLong(Summary::segments).sum()).mapToLong(Segment::number).max().orElse(-1) + 1;
    }

    boolean live() {
        return state == Meeting.State.LIVE;
    }

    void rename(String wanted) {
        title = wanted;
    }

    /// @param name empty to show the speaker id as sent
    void name(String speaker, String name) {
        if (name.isEmpty()) {
            speakers.remove(speaker);
        } else {
            speakers.put(speaker, name);
        }
    }

    Mark mark(Instant at, String label) {
        Mark mark = new Mark(marks.stream().mapToLong(Mark::number).max().orElse(0) + 1, at, label);
        marks.add(mark);
        return mark;
    }

    void unmark(long number) {
        marks.removeIf(mark -> mark.number() == number);
    }

    /// Sentences that no interim summary covers yet.
    List<Segment> fresh() {
        return notes.counting(checkpointed);
    }

    List<Summary> checkpoints() {
        return List.copyOf(checkpoints);
    }

    /// @param upTo number of the first sentence that it does not cover
    void add(Summary checkpoint, long upTo) {
        checkpoints.add(checkpoint);
        checkpointed = upTo;
    }

    /// When the meeting was last known to go on.
    Instant lastSeen() {
        return checkpoints.stream().map(Summary::at).filter(notes.lastAt()::isBefore).max(Comparator.naturalOrder()).orElse(notes.lastAt());
    }

    /// Sets the final summary; a title given by a person stays.
    void sumUp(Summary found, Metrics cost, Instant end) {
        String before = summary.map(Summary::title).orElse("");
        title = title.isEmpty() || title.equals(before) ? found.title() : title;
        summary = Optional.of(found);
        metrics = Optional.of(cost);
        endedAt = Optional.of(end);
    }

    Optional<Summary> summary() {
        return summary;
    }

    Optional<Metrics> metrics() {
        return metrics;
    }

    Meeting meeting() {
        return meeting(state);
    }

    Meeting meeting(Meeting.State as) {
        return new Meeting(id, title, as, List.copyOf(devices), startedAt, endedAt, notes.lastAt(), notes.counting(), sounds, Optional.empty());
    }

    Transcript transcript() {
        return new Transcript(meeting(), notes.all(), marks.stream().sorted(Comparator.comparing(Mark::at)).toList(), speakers, checkpoints, summary, metrics, List.of());
    }
}
