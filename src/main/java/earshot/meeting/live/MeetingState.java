package earshot.meeting.live;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Bookmark;
import earshot.meeting.LiveMeetingStatus.FinalizePhase;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.Summary;
import earshot.meeting.SummaryMetrics;

/// The state of a meeting in memory: everything that the store has of it, or will have in a moment.
/// Guarded by the lock of its meeting.
final class MeetingState {
    final MeetingId id;
    final Instant startedAt;
    final LiveTranscript sentences;
    private final MeetingTranscript.History history;
    final LinkedHashSet<DeviceId> devices = new LinkedHashSet<>();
    private final Map<String, String> speakers = new HashMap<>();
    private final List<Bookmark> marks = new ArrayList<>();
    private final List<Summary> checkpoints = new ArrayList<>();
    Meeting.Lifecycle lifecycle;
    boolean recorded;
    /// When the end was asked for; the time of the newest sentence before that.
    Instant end;
    /// Why it ended last; empty before that.
    Optional<Meeting.EndCause> cause;
    private final List<Meeting.Pause> pauses;
    /// Of finalizing; empty while the meeting is live.
    Optional<FinalizePhase> phase = Optional.empty();
    boolean acceptsSpeech = true;
    /// Whether it was said that the meeting is full.
    boolean fullReported;
    /// Texts that were recognized although nobody said them.
    int droppedTexts;
    private String title;
    private Optional<Instant> endedAt = Optional.empty();
    private Optional<Summary> summary;
    private Optional<SummaryMetrics> metrics;
    private long firstUnsummarized;

    MeetingState(MeetingTranscript kept) {
        Meeting meeting = kept.meeting();
        id = meeting.id();
        startedAt = meeting.startedAt();
        history = kept.history();
        title = meeting.title();
        lifecycle = meeting.lifecycle();
        recorded = meeting.recorded();
        devices.addAll(meeting.devices());
        speakers.putAll(kept.speakers());
        marks.addAll(kept.marks());
        checkpoints.addAll(kept.checkpoints());
        summary = kept.summary();
        metrics = kept.metrics();
        sentences = new LiveTranscript(startedAt, kept.sentences());
        end = meeting.endedAt().orElse(sentences.lastAt());
        pauses = meeting.pauses();
        cause = meeting.times().cause();
        firstUnsummarized = kept.countedSentences().stream().limit(checkpoints.stream().mapToLong(Summary::segments).sum()).mapToLong(MeetingSentence::number)
            .max().orElse(-1) + 1;
    }

    boolean live() {
        return lifecycle == Meeting.Lifecycle.LIVE;
    }

    /// The end of the meeting, or the last sentence when that came later.
    Instant lastMoment() {
        return end.isAfter(sentences.lastAt()) ? end : sentences.lastAt();
    }

    void rename(String title) {
        this.title = title;
    }

    /// An empty name shows the speaker id as sent.
    void nameSpeaker(String speaker, String name) {
        if (name.isEmpty()) {
            speakers.remove(speaker);
        } else {
            speakers.put(speaker, name);
        }
    }

    Bookmark addBookmark(Instant at, String label) {
        Bookmark mark = new Bookmark(marks.stream().mapToLong(Bookmark::number).max().orElse(0) + 1, at, label);
        marks.add(mark);
        return mark;
    }

    void removeBookmark(long number) {
        marks.removeIf(mark -> mark.number() == number);
    }

    /// Sentences that no interim summary covers yet.
    List<MeetingSentence> unsummarized() {
        return sentences.counting(firstUnsummarized);
    }

    List<Summary> checkpoints() {
        return List.copyOf(checkpoints);
    }

    /// @param upTo number of the first sentence that it does not cover
    void addCheckpoint(Summary checkpoint, long upTo) {
        checkpoints.add(checkpoint);
        firstUnsummarized = upTo;
    }

    /// When the meeting was last known to be running.
    Instant lastSeen() {
        return Stream.concat(checkpoints.stream().map(Summary::at), pauses.stream().map(Meeting.Pause::to)).filter(sentences.lastAt()::isBefore)
            .max(Comparator.naturalOrder()).orElse(sentences.lastAt());
    }

    /// Sets the final summary; a title given by a person stays.
    void setSummary(Summary found, SummaryMetrics cost) {
        boolean own = !title.isEmpty() && Stream.concat(summary.stream(), checkpoints.stream()).map(Summary::title).noneMatch(title::equals);
        title = own ? title : found.title();
        summary = Optional.of(found);
        metrics = Optional.of(cost);
        endedAt = Optional.of(lastMoment());
    }

    Optional<Summary> summary() {
        return summary;
    }

    Meeting meeting() {
        return meeting(lifecycle);
    }

    Meeting meeting(Meeting.Lifecycle as) {
        return new Meeting(id, title, as, List.copyOf(devices), new Meeting.Times(startedAt, endedAt, sentences.lastAt(), pauses, cause), sentences.counting(),
            recorded, Optional.empty());
    }

    MeetingTranscript transcript() {
        return new MeetingTranscript(meeting(), sentences.all(), marks.stream().sorted(Comparator.comparing(Bookmark::at)).toList(), speakers, checkpoints,
            summary, metrics, history);
    }
}
