package earshot.ui;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Bookmark;
import earshot.meeting.LiveMeetingStatus;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingModel;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingSentence.Status;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.SearchHit;
import earshot.meeting.Summary;
import earshot.meeting.export.MeetingExporter;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// Meetings set by a test.
public final class MeetingModelFake implements MeetingModel {
    public final MutableWatch<List<Meeting>> meetings = new MutableWatch<>(List.of());
    public final MutableWatch<List<LiveMeetingStatus>> liveMeetingStatus = new MutableWatch<>(List.of());
    public final Map<MeetingId, MutableWatch<MeetingTranscript>> transcripts = new HashMap<>();
    public final List<String> searched = new ArrayList<>();
    /// Result of a search; empty to search the transcripts.
    public Optional<Supplier<CompletableFuture<List<SearchHit>>>> finding = Optional.empty();
    /// Result of a preview; empty to render the one that is asked for.
    public Optional<Function<MeetingCommand.Format, CompletableFuture<String>>> previewing = Optional.empty();
    /// Result of opening a meeting; empty to open the one that is set.
    public Optional<Supplier<CompletableFuture<Watch<MeetingTranscript>>>> opening = Optional.empty();

    /// Adds a meeting at the front.
    public MutableWatch<MeetingTranscript> put(MeetingTranscript transcript) {
        MutableWatch<MeetingTranscript> mutableWatch = new MutableWatch<>(transcript);
        transcripts.put(transcript.meeting().id(), mutableWatch);
        List<Meeting> all = Stream
            .concat(Stream.of(transcript.meeting()), meetings.get().stream().filter(meeting -> !meeting.id().equals(transcript.meeting().id()))).toList();
        meetings.set(all);
        return mutableWatch;
    }

    /// Changes a meeting, also in the list.
    public void change(String id, UnaryOperator<MeetingTranscript> change) {
        MeetingTranscript next = transcripts.get(new MeetingId(id)).update(change);
        meetings.update(all -> all.stream().map(meeting -> meeting.id().value().equals(id) ? next.meeting() : meeting).toList());
    }

    @Override
    public Watch<List<Meeting>> meetings() {
        return meetings;
    }

    @Override
    public Watch<List<LiveMeetingStatus>> running() {
        return liveMeetingStatus;
    }

    @Override
    public CompletableFuture<Watch<MeetingTranscript>> open(MeetingId id) {
        if (opening.isPresent()) {
            return opening.get().get();
        }
        MutableWatch<MeetingTranscript> mutableWatch = transcripts.get(id);
        return mutableWatch == null ? CompletableFuture.failedFuture(new ProblemException(Problem.of(ProblemCode.MEETING_UNKNOWN, id)))
            : CompletableFuture.completedFuture(mutableWatch);
    }

    @Override
    public CompletableFuture<List<SearchHit>> search(String words) {
        searched.add(words);
        return finding.map(Supplier::get)
            .orElseGet(() -> CompletableFuture.completedFuture(transcripts.values().stream().map(MutableWatch::get).flatMap(of -> of.countedSentences().stream()
            .filter(meetingSentence -> meetingSentence.text().toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT)))
                .map(meetingSentence -> new SearchHit(of.meeting().id(), of.meeting().title(), SearchHit.Kind.SENTENCE, meetingSentence.number(),
                    meetingSentence.at(), of.speakerName(meetingSentence.speaker()), meetingSentence.text())))
                .limit(200).toList()));
    }

    @Override
    public CompletableFuture<Optional<PcmAudio>> recording(MeetingId meeting, long segment) {
        return CompletableFuture.completedFuture(
            transcripts.get(meeting).get().sentences().stream().filter(one -> one.number() == segment).findFirst().flatMap(MeetingSentence::recordingSpan)
            .map(span -> new PcmAudio(new short[(int) span.length().toMillis() * 16], 16_000)));
    }

    @Override
    public CompletableFuture<String> preview(MeetingId meeting, MeetingCommand.Format format, Locale language) {
        if (previewing.isPresent()) {
            return previewing.get().apply(format);
        }
        return CompletableFuture.completedFuture(new MeetingExporter(language, ZoneOffset.UTC, DeviceId::value).render(transcripts.get(meeting).get(), format));
    }

    // -- sample content

    public static MeetingSentence segment(long number, Instant at, String speaker, String text, Status status) {
        return new MeetingSentence(number, at, new MeetingSentence.Origin(new DeviceId("94:a9:90:00:00:01"), speaker, ""), text, Optional.empty(), status,
            Optional.empty());
    }

    public static MeetingSentence sounding(MeetingSentence meetingSentence) {
        return meetingSentence.withRecordingSpan(Optional.of(new MeetingSentence.Span(Duration.ofSeconds(meetingSentence.number()), Duration.ofMillis(900))));
    }

    public static MeetingSentence edited(MeetingSentence meetingSentence, String text) {
        return meetingSentence.withText(text, Optional.of(meetingSentence.text()));
    }

    public static MeetingTranscript of(Meeting meeting, List<MeetingSentence> meetingSentences) {
        return new MeetingTranscript(meeting, meetingSentences, List.of(), Map.of(), List.of(), Optional.empty(), Optional.empty(), List.of());
    }

    public static MeetingTranscript with(MeetingTranscript of, List<MeetingSentence> meetingSentences) {
        return new MeetingTranscript(count(of.meeting(), meetingSentences), meetingSentences, of.marks(), of.speakers(), of.checkpoints(), of.summary(),
            of.metrics(), of.history());
    }

    private static Meeting count(Meeting of, List<MeetingSentence> meetingSentences) {
        return new Meeting(of.id(), of.title(), of.lifecycle(), of.devices(), of.times(),
            (int) meetingSentences.stream().filter(MeetingSentence::counts).count(), of.recorded(), of.trashedAt());
    }

    public static MeetingTranscript with(MeetingTranscript of, Meeting meeting) {
        return new MeetingTranscript(meeting, of.sentences(), of.marks(), of.speakers(), of.checkpoints(), of.summary(), of.metrics(), of.history());
    }

    public static Meeting live(MeetingId id, String title, Instant start) {
        return new Meeting(id, title, Meeting.Lifecycle.LIVE, List.of(new DeviceId("94:a9:90:00:00:01"), new DeviceId("94:a9:90:00:00:03")),
            new Meeting.Times(start, Optional.empty(), start), 0, false, Optional.empty());
    }

    public static Meeting state(Meeting of, Meeting.Lifecycle lifecycle, Optional<Instant> end) {
        return new Meeting(of.id(), of.title(), lifecycle, of.devices(), new Meeting.Times(of.startedAt(), end, of.lastAt()), of.segments(), of.recorded(),
            of.trashedAt());
    }

    public static Meeting trashed(Meeting of, Instant at) {
        return of.withTrashedAt(Optional.of(at));
    }

    public static Summary summary(Instant at, boolean checkpoint) {
        return new Summary(new Summary.Content("Hardware and Friday", List.of("The hardware arrives this week; two boards are already on the bench.",
            "The microphone gain was too low in the kitchen: −31 dB on average.", "周五上午十点做完整演示。", "Everybody wants the transcript in the wiki by default."),
            List.of("The demo is on Friday at ten."), List.of("Anna books the large room.", "小李把新固件刷到三台设备上。"), List.of(), List.of("Meet again on Friday")),
            Duration.ofMinutes(38), 57, checkpoint, Summary.Source.MODEL, "big (big-2)", at);
    }

    /// A conversation in two languages.
    ///
    /// @param last when the last sentence was said
    public static List<MeetingSentence> talk(Instant start, int sentences) {
        String[] said = { "我们先看上周的问题。", "The hardware arrives this week.", "好，那就定周五。", "Who books the room?",
            "I will, the large one, for ten people and a screen.",
            "麦克风的增益还是太低，厨房里平均只有负三十一分贝，所以很多句子听不清楚，我们应该先把阈值调低，再换一个位置试试看。", "Let us try that before the demo.", "同意。",
            "One more thing: the transcript should go to the wiki by default, with times and speakers, because nobody remembers to copy it by hand afterwards.",
            "好的，我来做。" };
        String[] who = {"S1", "Anna", "S1", "94:a9:90:00:00:03", "Anna", "S1", "94:a9:90:00:00:03", "S1", "Anna", "S1"};
        List<MeetingSentence> meetingSentences = new ArrayList<>();
        for (int i = 0; i < sentences; i++) {
            meetingSentences.add(segment(i, start.plusMillis(7_300L * i + 4_000), who[i % who.length], said[i % said.length], Status.MERGED));
        }
        return meetingSentences;
    }

    /// A mark at a moment.
    public static MeetingTranscript marked(MeetingTranscript of, Bookmark... marks) {
        return new MeetingTranscript(of.meeting(), of.sentences(), List.of(marks), of.speakers(), of.checkpoints(), of.summary(), of.metrics(), of.history());
    }
}
