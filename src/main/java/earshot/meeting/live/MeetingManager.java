package earshot.meeting.live;

import earshot.audio.PcmAudio;
import earshot.config.MeetingSettings;
import earshot.meeting.LiveMeetingStatus;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingModel;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.SearchHit;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import earshot.time.Time;
import earshot.watch.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
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
    private final Map<String, LiveMeeting> live = new ConcurrentHashMap<>();
    private final Map<String, MeetingParticipant> participants = new ConcurrentHashMap<>();
    private final MeetingWatches meetingWatches;
    private final EndedMeetings ended;
    private final MeetingHost host = new Host();
    private final List<Time.Timer> timers;
    private volatile Glossary glossary;
    private volatile boolean closing;

    /// Reads the store: running meetings wait for their devices, and finalizing continues where it had begun.
    public MeetingManager(MeetingDependencies dependencies) {
        this.dependencies = dependencies;
        meetingWatches = new MeetingWatches(live);
        ended = new EndedMeetings(dependencies, meetingWatches, () -> closing);
        glossary = new Glossary(settings().summary());
        loadMeetings();
        meetingWatches.refresh();
        live.values().forEach(meeting -> {
            if (meeting.intakeState() == MeetingParticipation.IntakeState.FINALIZING) {
                meeting.startFinalizing();
            } else {
                meeting.awaitReturn();
            }
        });
        ended.emptyTrash();
        timers = List.of(dependencies.time().every(TICK, meetingWatches::refreshRunning), dependencies.time().every(TRASH_INTERVAL, ended::emptyTrash));
    }

    /// The participation of a connection, created once its device is known and before any other use; every connection needs one, because a
    /// connection without a meeting may be invited to one and be sent copies. [MeetingParticipation#leave] ends it.
    public MeetingParticipation participation(ParticipantConnection connection) {
        MeetingParticipant participant = new MeetingParticipant(this, connection);
        participants.put(connection.deviceId(), participant);
        return participant;
    }

    /// Performs a command. [MeetingCommand.Finish] and [MeetingCommand.Resummarize] complete when the summary is stored.
    ///
    /// @return the id of the meeting, empty for all; fails with [ProblemException]
    public CompletableFuture<String> perform(MeetingCommand command) {
        try {
            return switch (command) {
                case MeetingCommand.Start request -> start(request);
                case MeetingCommand.AddDevice request -> add(request);
                case MeetingCommand.Finish request -> running(request.meeting()).map(meeting -> meeting.finish(MeetingParticipation.FinishCause.CONSOLE, Optional.empty()).thenApply(_ -> meeting.id()))
                    .orElseGet(() -> CompletableFuture.completedFuture(ended.require(request.meeting()).id()));
                case MeetingCommand.Rename request -> {
                    String title = request.title().strip();
                    yield running(request.meeting()).map(meeting -> id(meeting, meeting.rename(title))).orElseGet(() -> ended.rename(request.meeting(), title));
                }
                case MeetingCommand.NameSpeaker request -> {
                    String name = request.name().strip();
                    yield running(request.meeting()).map(meeting -> id(meeting, meeting.nameSpeaker(request.speaker(), name)))
                        .orElseGet(() -> ended.nameSpeaker(request.meeting(), request.speaker(), name));
                }
                case MeetingCommand.EditSentence request -> {
                    String text = request.text().strip();
                    yield running(request.meeting()).map(meeting -> id(meeting, meeting.edit(request.sentence(), text).orElseThrow(() -> noSentence(meeting.id(), request.sentence()))))
                        .orElseGet(() -> ended.edit(request.meeting(), request.sentence(), text));
                }
                case MeetingCommand.AddBookmark request -> {
                    String label = request.label().strip();
                    yield running(request.meeting()).map(meeting -> id(meeting, meeting.addBookmark(request.sentence(), request.at(), label).orElseThrow(() -> noSentence(meeting.id(), request.sentence().orElse(-1L)))))
                        .orElseGet(() -> ended.addBookmark(request.meeting(), request.sentence(), label));
                }
                case MeetingCommand.RemoveBookmark request -> running(request.meeting()).map(meeting -> id(meeting, meeting.removeBookmark(request.bookmark())))
                    .orElseGet(() -> ended.removeBookmark(request.meeting(), request.bookmark()));
                case MeetingCommand.MoveToTrash request -> ended.moveToTrash(requireEnded(request.meeting()));
                case MeetingCommand.Restore request -> ended.restore(requireEnded(request.meeting()));
                case MeetingCommand.DeletePermanently request -> ended.deletePermanently(requireEnded(request.meeting()));
                case MeetingCommand.DeleteRecordings request -> deleteRecordings(request.meeting());
                case MeetingCommand.Resummarize request -> ended.resummarize(requireEnded(request.meeting()));
                case MeetingCommand.ResendWebhook request -> ended.resendWebhook(requireEnded(request.meeting()));
                case MeetingCommand.Export request -> transcript(request.meeting()).thenCompose(found -> dependencies.meetingOutputs().export(found, request)).thenApply(_ -> request.meeting());
            };
        } catch (ProblemException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public Watch<List<Meeting>> meetings() {
        return meetingWatches.meetings();
    }

    @Override
    public Watch<List<LiveMeetingStatus>> running() {
        return meetingWatches.running();
    }

    @Override
    public CompletableFuture<Watch<MeetingTranscript>> open(String id) {
        return meetingWatches.opened(id).<CompletableFuture<Watch<MeetingTranscript>>>map(CompletableFuture::completedFuture)
            .orElseGet(() -> transcript(id).thenApply(meetingWatches::open));
    }

    /// Reads an ended meeting again, after something other than [#perform] changed it in the store.
    public void refresh(String id) {
        ended.refresh(id);
    }

    @Override
    public CompletableFuture<List<SearchHit>> search(String words) {
        return dependencies.meetingStore().search(words, MAX_HITS);
    }

    @Override
    public CompletableFuture<Optional<PcmAudio>> recording(String meeting, long segment) {
        return transcript(meeting).thenCompose(found -> found.sentences().stream().filter(one -> one.number() == segment).findFirst()
            .map(one -> dependencies.meetingOutputs().recording(meeting, one)).orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
    }

    @Override
    public CompletableFuture<String> preview(String meeting, MeetingCommand.Format format, Locale language) {
        return transcript(meeting).thenApply(found -> dependencies.meetingOutputs().preview(found, format, language));
    }

    /// Stops all timers. Running meetings resume when the program starts again, and unfinished summaries are written then. Call it after
    /// the connections are closed and before the store is.
    @Override
    public void close() {
        closing = true;
        timers.forEach(Time.Timer::cancel);
        CompletableFuture<?>[] over = live.values().stream().map(LiveMeeting::stop).toArray(CompletableFuture[]::new);
        if (dependencies.time().await(CompletableFuture.allOf(over).thenApply(_ -> true), CLOSE_LIMIT).isEmpty()) {
            LOG.warn("a meeting that was being summed up did not stop in time");
        }
    }

    // --- for connections ---

    MeetingDependencies dependencies() {
        return dependencies;
    }

    MeetingSettings settings() {
        return dependencies.settings().get().meetings();
    }

    /// Resumes the meeting that the device left, joins that of others, or begins one.
    synchronized LiveMeeting joinOrBegin(MeetingParticipant participant) {
        for (Optional<LiveMeeting> found = joinable(participant); found.isPresent(); found = joinable(participant)) {
            // a meeting that ends meanwhile is not found again
            if (found.get().join(participant)) {
                found.get().logEvent(participant.deviceId() + " attends");
                return found.get();
            }
        }
        LiveMeeting begun = begin(participant.sessionId(), List.of(participant.deviceId()), "");
        begun.begin();
        begun.join(participant);
        begun.logEvent("begun");
        return begun;
    }

    /// The meeting of a device that is running or being finalized.
    Optional<LiveMeeting> unfinished(String device) {
        return attended(device).or(() -> live.values().stream().filter(meeting -> meeting.involves(device)).findFirst());
    }

    /// The meeting of a device that ended no longer ago than it could have been resumed.
    Optional<Meeting> recentlyEnded(String device) {
        Instant since = dependencies.time().now().minus(settings().resumeLimit());
        return meetingWatches.meetings().get().stream().filter(meeting -> meeting.devices().contains(device) && meeting.trashedAt().isEmpty() && meeting.endedAt().filter(since::isBefore).isPresent())
            .findFirst();
    }

    private Optional<LiveMeeting> attended(String device) {
        return live.values().stream().filter(meeting -> meeting.has(device)).findFirst();
    }

    void connectionClosed(MeetingParticipant participant) {
        participants.remove(participant.deviceId(), participant);
    }

    private Optional<LiveMeeting> joinable(MeetingParticipant participant) {
        return attended(participant.deviceId()).or(() -> switch (settings().join()) {
            case OFF -> Optional.empty();
            case GROUP -> newest().filter(meeting -> meeting.attending().stream().anyMatch(device -> MeetingBroadcast.sameGroup(device, participant.deviceId()))).findFirst();
            case ALL -> newest().filter(meeting -> !meeting.attending().isEmpty()).findFirst();
        });
    }

    private Stream<LiveMeeting> newest() {
        return live.values().stream().sorted(Comparator.comparing((LiveMeeting meeting) -> meeting.meeting().startedAt()).reversed());
    }

    private LiveMeeting begin(String wantedId, List<String> devices, String title) {
        boolean taken = live.containsKey(wantedId) || ended.has(wantedId);
        Instant now = dependencies.time().now().truncatedTo(ChronoUnit.MILLIS);
        Meeting meeting = new Meeting(taken ? UUID.randomUUID().toString() : wantedId, title, Meeting.Lifecycle.LIVE, devices, new Meeting.Times(now, Optional.empty(),
            now), 0, false, Optional.empty());
        LiveMeeting begun = new LiveMeeting(dependencies, host, new MeetingTranscript(meeting, List.of(), List.of(), Map.of(), List.of(), Optional.empty(), Optional.empty(), List.of()));
        live.put(meeting.id(), begun);
        meetingWatches.refresh();
        return begun;
    }

    // --- commands ---

    private CompletableFuture<String> start(MeetingCommand.Start request) {
        List<MeetingParticipant> invited;
        LiveMeeting begun;
        CompletableFuture<?> kept;
        synchronized (this) {
            invited = request.devices().stream().distinct().map(this::requireAvailable).toList();
            if (invited.isEmpty()) {
                throw new ProblemException(Problem.of(ProblemCode.DEVICE_ABSENT, "–"));
            }
            begun = begin(invited.getFirst().sessionId(), invited.stream().map(MeetingParticipant::deviceId).toList(), request.title().strip());
            kept = begun.begin();
        }
        begun.logEvent("begun from the console");
        invited.forEach(MeetingParticipant::invited);
        return id(begun, kept);
    }

    private CompletableFuture<String> add(MeetingCommand.AddDevice request) {
        LiveMeeting meeting = running(request.meeting()).orElseThrow(() -> new ProblemException(Problem.of(ProblemCode.MEETING_OVER, subject(request.meeting()), ended.require(request.meeting()).id())));
        MeetingParticipant participant;
        CompletableFuture<?> kept;
        synchronized (this) {
            participant = requireAvailable(request.device());
            kept = meeting.expect(participant.deviceId()).orElseThrow(() -> new ProblemException(Problem.of(ProblemCode.MEETING_OVER, subject(meeting.id()), meeting.id())));
        }
        participant.invited();
        meetingWatches.refresh();
        return id(meeting, kept);
    }

    private MeetingParticipant requireAvailable(String device) {
        MeetingParticipant participant = Optional.ofNullable(participants.get(device)).orElseThrow(() -> new ProblemException(Problem.of(ProblemCode.DEVICE_ABSENT, new ProblemSubject.Device(device), device)));
        if (attended(device).isPresent()) {
            throw new ProblemException(Problem.of(ProblemCode.MEETING_BUSY, new ProblemSubject.Device(device), device));
        }
        return participant;
    }

    private CompletableFuture<String> deleteRecordings(Optional<String> meeting) {
        return dependencies.meetingOutputs().deleteRecordings(meeting).thenCompose(_ -> {
            live.values().stream().filter(one -> meeting.isEmpty() || meeting.get().equals(one.id())).forEach(LiveMeeting::deleteRecordings);
            return ended.deleteRecordings(meeting);
        }).thenApply(_ -> meeting.orElse(""));
    }

    private Optional<LiveMeeting> running(String id) {
        return Optional.ofNullable(live.get(id));
    }

    private String requireEnded(String id) {
        if (live.containsKey(id)) {
            throw new ProblemException(Problem.of(ProblemCode.MEETING_RUNNING, subject(id), id));
        }
        return ended.require(id).id();
    }

    private CompletableFuture<MeetingTranscript> transcript(String id) {
        return running(id).map(LiveMeeting::transcript).map(CompletableFuture::completedFuture).orElseGet(() -> ended.transcript(id));
    }

    private static CompletableFuture<String> id(LiveMeeting meeting, CompletableFuture<?> kept) {
        return kept.thenApply(_ -> meeting.id());
    }

    static ProblemException noSentence(String meeting, long number) {
        return new ProblemException(Problem.of(ProblemCode.MEETING_SENTENCE_UNKNOWN, subject(meeting), number, meeting));
    }

    static ProblemSubject subject(String meeting) {
        return new ProblemSubject.Meeting(meeting);
    }

    private void loadMeetings() {
        try {
            for (Meeting meeting : dependencies.meetingStore().meetings().join()) {
                if (meeting.running()) {
                    dependencies.meetingStore().read(meeting.id()).join().ifPresent(kept -> live.put(meeting.id(), new LiveMeeting(dependencies, host, kept)));
                } else {
                    meetingWatches.put(meeting);
                }
            }
        } catch (CompletionException e) {
            LOG.error("the meetings could not be read", e);
            dependencies.problems().raise(Problem.of(ProblemCode.STORE_FAILED, Failures.reason(e)));
        }
    }

    private final class Host implements MeetingHost {
        @Override
        public void changed(LiveMeeting meeting) {
            meetingWatches.changed(meeting);
        }

        @Override
        public void ended(LiveMeeting meeting) {
            MeetingTranscript kept = meeting.transcript();
            meetingWatches.put(kept.meeting());
            live.remove(meeting.id());
            meetingWatches.refresh();
            meetingWatches.changed(kept);
            dependencies.meetingOutputs().ended(kept);
        }

        @Override
        public Collection<MeetingParticipant> participants() {
            return participants.values();
        }

        @Override
        public Glossary glossary() {
            if (!glossary.isFor(settings().summary())) {
                glossary = new Glossary(settings().summary());
            }
            return glossary;
        }

        @Override
        public boolean closing() {
            return closing;
        }
    }
}
