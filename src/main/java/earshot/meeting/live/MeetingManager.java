package earshot.meeting.live;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.LiveMeetingStatus;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingModel;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.SearchHit;
import earshot.meeting.soundfile.SoundFileMeeting;
import earshot.meeting.soundfile.SoundFileSentence;
import earshot.meeting.soundfile.SoundFileTranscript;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.time.Time;
import earshot.watch.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Manages all meetings; one instance an engine. Safe for use from any thread; only the constructor and [#close] block.
public final class MeetingManager implements MeetingModel, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MeetingManager.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration TRASH_INTERVAL = Duration.ofHours(1);
    /// How long [#close] waits for running finalizers to stop.
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final int MAX_HITS = 200;

    private final MeetingDependencies dependencies;
    private final MeetingWatches meetingWatches;
    private final EndedMeetings ended;
    private final LiveMeetings live;
    private final List<Time.Timer> timers;
    private final AtomicBoolean closing = new AtomicBoolean();

    /// Reads the store: running meetings wait for their devices, and finalizing continues where it had begun.
    public MeetingManager(MeetingDependencies dependencies) {
        this.dependencies = dependencies;
        Map<MeetingId, LiveMeeting> meetings = new ConcurrentHashMap<>();
        meetingWatches = new MeetingWatches(meetings);
        ended = new EndedMeetings(dependencies, meetingWatches, closing::get);
        live = new LiveMeetings(dependencies, meetings, meetingWatches, ended, closing::get);
        live.load();
        ended.emptyTrash();
        timers = List.of(dependencies.time().every(TICK, meetingWatches::refreshRunning), dependencies.time().every(TRASH_INTERVAL, ended::emptyTrash));
    }

    /// The participation of a connection, created once its device is known and before any other use; every connection needs one, because a
    /// connection without a meeting may be invited to one and be sent copies. [MeetingParticipation#leave] ends it.
    public MeetingParticipation participation(ParticipantConnection connection) {
        return live.connected(connection);
    }

    /// Performs a command. [MeetingCommand.Finish] and [MeetingCommand.Resummarize] complete when the summary is stored.
    ///
    /// @return the id of the meeting, empty for all; fails with [ProblemException]
    public CompletableFuture<Optional<MeetingId>> perform(MeetingCommand command) {
        try {
            return switch (command) {
                case MeetingCommand.Start request -> live.start(request).thenApply(Optional::of);
                case MeetingCommand.AddDevice request -> live.add(request).thenApply(Optional::of);
                case MeetingCommand.Finish(MeetingId id) -> live.find(id)
                    .map(meeting -> meeting.finish(Meeting.EndCause.CONSOLE, Optional.empty()).thenApply(_ -> id))
                    .orElseGet(() -> CompletableFuture.completedFuture(ended.require(id).id())).thenApply(Optional::of);
                case MeetingCommand.Continue(MeetingId id) -> live.resume(requireEnded(id)).thenApply(Optional::of);
                case MeetingCommand.Join(MeetingId one, MeetingId other) -> ended.join(requireEnded(one), requireEnded(other), live::beginFinalizing)
                    .thenApply(Optional::of);
                case MeetingCommand.Separate(MeetingId id) -> ended.separate(requireEnded(id)).thenApply(Optional::of);
                case MeetingCommand.KeepGoing(MeetingId id) -> live.find(id).filter(LiveMeeting::keepGoing)
                    .map(_ -> CompletableFuture.completedFuture(Optional.of(id)))
                    .orElseThrow(() -> MeetingProblems.about(ProblemCode.MEETING_OVER, id));
                case MeetingCommand.Edit edit -> live.find(edit.meeting()).map(meeting -> meeting.editor.edit(edit).thenApply(_ -> meeting.id()))
                    .orElseGet(() -> ended.edit(edit)).thenApply(Optional::of);
                case MeetingCommand.MoveToTrash(MeetingId id) -> ended.moveToTrash(requireEnded(id)).thenApply(Optional::of);
                case MeetingCommand.Restore(MeetingId id) -> ended.restore(requireEnded(id)).thenApply(Optional::of);
                case MeetingCommand.DeletePermanently(MeetingId id) -> ended.deletePermanently(requireEnded(id)).thenApply(Optional::of);
                case MeetingCommand.DeleteRecordings(Optional<MeetingId> id) -> deleteRecordings(id).thenApply(_ -> id);
                case MeetingCommand.Resummarize(MeetingId id) -> ended.resummarize(requireEnded(id)).thenApply(Optional::of);
                case MeetingCommand.ShowVersion(MeetingId id, int version) -> ended.showVersion(requireEnded(id), version).thenApply(Optional::of);
                case MeetingCommand.DeleteVersion(MeetingId id, int version) -> ended.deleteVersion(requireEnded(id), version).thenApply(Optional::of);
                case MeetingCommand.ResendWebhook(MeetingId id) -> ended.resendWebhook(requireEnded(id)).thenApply(Optional::of);
                case MeetingCommand.Export request -> transcript(request.meeting()).thenCompose(found -> dependencies.meetingOutputs().export(found, request))
                    .thenApply(_ -> Optional.of(request.meeting()));
            };
        } catch (ProblemException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /// Makes a meeting of a recording, whose summary is written then as that of any other.
    ///
    /// @param recorded whether its sound is kept as the recording of the meeting
    /// @return completes when it is stored, all or nothing
    public CompletableFuture<MeetingId> add(MeetingId id, SoundFileTranscript heard, boolean recorded) {
        Glossary glossary = live.glossary();
        MeetingTranscript made = SoundFileMeeting.of(heard, id, Meeting.Lifecycle.FINALIZING, text -> glossary.apply(SentenceCleaner.clean(text)), recorded);
        return dependencies.meetingStore().add(made).thenApply(_ -> {
            live.beginFinalizing(made);
            return id;
        });
    }

    /// Gives an ended meeting another text, made of what was recorded by its devices. The one before is kept.
    ///
    /// @param recognizer alias of the one that heard it
    /// @param heard by device, with positions in its recording
    /// @return completes when it is stored, all or nothing; fails with [ProblemException]
    public CompletableFuture<MeetingId> addVersion(MeetingId id, String recognizer, Map<DeviceId, List<SoundFileSentence>> heard) {
        return ended.addVersion(requireEnded(id), recognizer, before -> RetranscribedMeeting.of(before, heard, live.glossary()));
    }

    @Override
    public Watch<List<Meeting>> meetings() {
        return meetingWatches.meetings;
    }

    @Override
    public Watch<List<LiveMeetingStatus>> running() {
        return meetingWatches.running;
    }

    @Override
    public CompletableFuture<Watch<MeetingTranscript>> open(MeetingId id) {
        return meetingWatches.opened(id).<CompletableFuture<Watch<MeetingTranscript>>>map(CompletableFuture::completedFuture)
            .orElseGet(() -> transcript(id).thenApply(meetingWatches::open));
    }

    /// Reads an ended meeting again, after something other than [#perform] changed it in the store.
    public void refresh(MeetingId id) {
        ended.refresh(id);
    }

    @Override
    public CompletableFuture<List<SearchHit>> search(String words) {
        return dependencies.meetingStore().search(words, MAX_HITS);
    }

    @Override
    public CompletableFuture<Optional<PcmAudio>> recording(MeetingId meeting, long segment) {
        return transcript(meeting).thenCompose(found -> found.sentences().stream().filter(one -> one.number() == segment).findFirst()
            .map(one -> dependencies.meetingOutputs().recording(meeting, one)).orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
    }

    @Override
    public CompletableFuture<String> preview(MeetingId meeting, MeetingCommand.Format format, Locale language) {
        return transcript(meeting).thenApply(found -> dependencies.meetingOutputs().preview(found, format, language));
    }

    /// Stops all timers. Running meetings resume when the program starts again, and unfinished summaries are written then. Call it after
    /// the connections are closed and before the store is.
    @Override
    public void close() {
        closing.set(true);
        timers.forEach(Time.Timer::cancel);
        if (dependencies.time().await(live.stop().thenApply(_ -> true), CLOSE_LIMIT).isEmpty()) {
            LOG.warn("a meeting that was being summarised did not stop in time");
        }
    }

    private CompletableFuture<?> deleteRecordings(Optional<MeetingId> meeting) {
        return dependencies.meetingOutputs().deleteRecordings(meeting).thenCompose(_ -> {
            live.removeRecordings(meeting);
            return ended.deleteRecordings(meeting);
        });
    }

    private MeetingId requireEnded(MeetingId id) {
        if (live.find(id).isPresent()) {
            throw MeetingProblems.about(ProblemCode.MEETING_RUNNING, id);
        }
        return ended.require(id).id();
    }

    private CompletableFuture<MeetingTranscript> transcript(MeetingId id) {
        return live.find(id).map(LiveMeeting::transcript).map(CompletableFuture::completedFuture).orElseGet(() -> ended.transcript(id));
    }
}
