package earshot.ui;

import earshot.audio.Speech;
import earshot.meeting.Hit;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingAct;
import earshot.meeting.MeetingModel;
import earshot.meeting.Mark;
import earshot.meeting.Running;
import earshot.meeting.Segment;
import earshot.meeting.Segment.Status;
import earshot.meeting.Summary;
import earshot.meeting.Transcript;
import earshot.meeting.export.Export;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.watch.Cell;
import earshot.watch.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Meetings set by a test.
public final class PretendMeetings implements MeetingModel {
    public final Cell<List<Meeting>> meetings = new Cell<>(List.of());
    public final Cell<List<Running>> running = new Cell<>(List.of());
    public final Map<String, Cell<Transcript>> transcripts = new HashMap<>();
    public final List<String> searched = new ArrayList<>();
    /// Result of a search; empty to search the transcripts.
    public Optional<Supplier<CompletableFuture<List<Hit>>>> finding = Optional.empty();
    /// Result of opening a meeting; empty to open the one that is set.
    public Optional<Supplier<CompletableFuture<Watch<Transcript>>>> opening = Optional.empty();

    /// Adds a meeting at the front.
    public Cell<Transcript> put(Transcript transcript) {
        Cell<Transcript> cell = new Cell<>(transcript);
        transcripts.put(transcript.meeting().id(), cell);
        List<Meeting> all = Stream.concat(Stream.of(transcript.meeting()), meetings.get().stream().filter(meeting -> !meeting.id().equals(transcript.meeting().id()))).toList();
        meetings.set(all);
        return cell;
    }

    /// Changes a meeting, also in the list.
    public void change(String id, UnaryOperator<Transcript> change) {
        Transcript next = transcripts.get(id).update(change);
        meetings.update(all -> all.stream().map(meeting -> meeting.id().equals(id) ? next.meeting() : meeting).toList());
    }

    @Override
    public Watch<List<Meeting>> meetings() {
        return meetings;
    }

    @Override
    public Watch<List<Running>> running() {
        return running;
    }

    @Override
    public CompletableFuture<Watch<Transcript>> open(String id) {
        if (opening.isPresent()) {
            return opening.get().get();
        }
        Cell<Transcript> cell = transcripts.get(id);
        return cell == null ? CompletableFuture.failedFuture(new ProblemException(Problem.of(Code.MEETING_UNKNOWN, id))) : CompletableFuture.completedFuture(cell);
    }

    @Override
    public CompletableFuture<List<Hit>> search(String words) {
        searched.add(words);
        return finding.map(Supplier::get).orElseGet(() -> CompletableFuture.completedFuture(transcripts.values().stream().map(Cell::get).flatMap(of -> of.counting().stream()
            .filter(segment -> segment.text().toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT)))
            .map(segment -> new Hit(of.meeting().id(), of.meeting().title(), segment.number(), segment.at(), of.name(segment.speaker()), segment.text()))).limit(200).toList()));
    }

    @Override
    public CompletableFuture<Optional<Speech>> sound(String meeting, long segment) {
        return CompletableFuture.completedFuture(transcripts.get(meeting).get().segments().stream().filter(one -> one.number() == segment).findFirst().flatMap(Segment::sound)
            .map(span -> new Speech(new short[(int) span.length().toMillis() * 16], 16_000)));
    }

    @Override
    public CompletableFuture<String> preview(String meeting, MeetingAct.Format format, Locale language) {
        return CompletableFuture.completedFuture(new Export(language, ZoneOffset.UTC).write(transcripts.get(meeting).get(), format));
    }

    // -- sample content

    public static Segment segment(long number, Instant at, String speaker, String text, Status status) {
        return new Segment(number, at, "94:a9:90:00:00:01", speaker, "", text, Optional.empty(), status, Optional.empty());
    }

    public static Segment sounding(Segment segment) {
        return new Segment(segment.number(), segment.at(), segment.device(), segment.speaker(), segment.tag(), segment.text(), segment.original(), segment.status(),
            Optional.of(new Segment.Span(Duration.ofSeconds(segment.number()), Duration.ofMillis(900))));
    }

    public static Segment edited(Segment segment, String text) {
        return new Segment(segment.number(), segment.at(), segment.device(), segment.speaker(), segment.tag(), text, Optional.of(segment.text()), segment.status(), segment.sound());
    }

    public static Transcript of(Meeting meeting, List<Segment> segments) {
        return new Transcript(meeting, segments, List.of(), Map.of(), List.of(), Optional.empty(), Optional.empty(), List.of());
    }

    public static Transcript with(Transcript of, List<Segment> segments) {
        return new Transcript(count(of.meeting(), segments), segments, of.marks(), of.speakers(), of.checkpoints(), of.summary(), of.metrics(), of.deliveries());
    }

    private static Meeting count(Meeting of, List<Segment> segments) {
        return new Meeting(of.id(), of.title(), of.state(), of.devices(), of.startedAt(), of.endedAt(), of.lastAt(), (int) segments.stream().filter(Segment::counts).count(), of.sounds(), of.trashedAt());
    }

    public static Transcript with(Transcript of, Meeting meeting) {
        return new Transcript(meeting, of.segments(), of.marks(), of.speakers(), of.checkpoints(), of.summary(), of.metrics(), of.deliveries());
    }

    public static Meeting live(String id, String title, Instant start) {
        return new Meeting(id, title, Meeting.State.LIVE, List.of("94:a9:90:00:00:01", "94:a9:90:00:00:03"), start, Optional.empty(), start, 0, false, Optional.empty());
    }

    public static Meeting state(Meeting of, Meeting.State state, Optional<Instant> end) {
        return new Meeting(of.id(), of.title(), state, of.devices(), of.startedAt(), end, of.lastAt(), of.segments(), of.sounds(), of.trashedAt());
    }

    public static Meeting trashed(Meeting of, Instant at) {
        return new Meeting(of.id(), of.title(), of.state(), of.devices(), of.startedAt(), of.endedAt(), of.lastAt(), of.segments(), of.sounds(), Optional.of(at));
    }

    public static Summary summary(Instant at, boolean checkpoint) {
        return new Summary("Hardware and Friday", Duration.ofMinutes(38), List.of("The hardware arrives this week; two boards are already on the bench.",
            "The microphone gain was too low in the kitchen: −31 dB on average.", "周五上午十点做完整演示。", "Everybody wants the transcript in the wiki by default."),
            List.of("The demo is on Friday at ten."), List.of("Anna books the large room.", "小李把新固件刷到三台设备上。"), List.of(), List.of("Meet again on Friday"), 57, checkpoint,
            Summary.Source.MODEL, "big (big-2)", at);
    }

    /// A conversation in two languages.
    ///
    /// @param last when the last sentence was said
    public static List<Segment> talk(Instant start, int sentences) {
        String[] said = {"我们先看上周的问题。", "The hardware arrives this week.", "好，那就定周五。", "Who books the room?", "I will, the large one, for ten people and a screen.",
            "麦克风的增益还是太低，厨房里平均只有负三十一分贝，所以很多句子听不清楚，我们应该先把阈值调低，再换一个位置试试看。", "Let us try that before the demo.", "同意。",
            "One more thing: the transcript should go to the wiki by default, with times and speakers, because nobody remembers to copy it by hand afterwards.", "好的，我来做。"};
        String[] who = {"S1", "Anna", "S1", "94:a9:90:00:00:03", "Anna", "S1", "94:a9:90:00:00:03", "S1", "Anna", "S1"};
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < sentences; i++) {
            segments.add(segment(i, start.plusMillis(7_300L * i + 4_000), who[i % who.length], said[i % said.length], Status.MERGED));
        }
        return segments;
    }

    /// A mark at a moment.
    public static Transcript marked(Transcript of, Mark... marks) {
        return new Transcript(of.meeting(), of.segments(), List.of(marks), of.speakers(), of.checkpoints(), of.summary(), of.metrics(), of.deliveries());
    }
}
