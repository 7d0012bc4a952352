package earshot.meeting.live;

import module java.base;

import earshot.event.EventCode;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingSettings;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.SummarySettings;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The unfinished meetings and all connections: who joins which, and when one begins. Safe for use from any thread; only [#load] blocks.
final class LiveMeetings {
    private static final Logger LOG = LoggerFactory.getLogger(LiveMeetings.class);
    /// Characters of all meetings together, which are an eighth of the heap at most.
    private static final long MAX_CHARACTERS = Runtime.getRuntime().maxMemory() / 16;

    final MeetingDependencies dependencies;
    private final Map<MeetingId, LiveMeeting> meetings;
    private final MeetingWatches meetingWatches;
    private final EndedMeetings ended;
    private final BooleanSupplier closing;
    private final Map<DeviceId, MeetingParticipant> participants = new ConcurrentHashMap<>();
    private volatile Glossary glossary;

    LiveMeetings(MeetingDependencies dependencies, Map<MeetingId, LiveMeeting> meetings, MeetingWatches meetingWatches, EndedMeetings ended,
            BooleanSupplier closing) {
        this.dependencies = dependencies;
        this.meetings = meetings;
        this.meetingWatches = meetingWatches;
        this.ended = ended;
        this.closing = closing;
        glossary = new Glossary(dependencies.settings().get().of(SummarySettings.SECTION));
    }

    /// Reads the store: running meetings wait for their devices, and finalizing continues where it had begun.
    void load() {
        List<Meeting> stored = read(dependencies.meetingStore()::meetings).orElse(List.of());
        stored.stream().filter(meeting -> !meeting.running()).forEach(meetingWatches::put);
        // one that cannot be read does not hide the others
        stored.stream().filter(Meeting::running).map(Meeting::id).forEach(id -> read(() -> dependencies.meetingStore().read(id)).flatMap(kept -> kept)
            .ifPresent(kept -> meetings.put(id, new LiveMeeting(dependencies, this, kept))));
        meetingWatches.refresh();
        meetings.values().forEach(meeting -> {
            if (meeting.intakeState() == MeetingParticipation.IntakeState.FINALIZING) {
                meeting.startFinalizing();
            } else {
                meeting.awaitReturn();
            }
        });
    }

    /// Waits for the store; empty, with a problem, when it fails.
    private <T> Optional<T> read(Supplier<CompletableFuture<T>> from) {
        try {
            return Optional.of(from.get().join());
        } catch (CompletionException e) {
            LOG.error("the meetings could not be read", e);
            dependencies.problems().raise(Problem.of(ProblemCode.STORE_FAILED, Failures.argument(e)));
            return Optional.empty();
        }
    }

    Optional<LiveMeeting> find(MeetingId id) {
        return Optional.ofNullable(meetings.get(id));
    }

    // --- for connections ---

    MeetingSettings settings() {
        return dependencies.settings().get().of(MeetingSettings.SECTION);
    }

    /// Whether the meetings take too much memory together, and one with so many characters more than its share.
    boolean crowdedBy(int characters) {
        long all = meetings.values().stream().mapToLong(LiveMeeting::characters).sum();
        return all > MAX_CHARACTERS && (long) characters * meetings.size() >= all;
    }

    MeetingParticipant connected(ParticipantConnection connection) {
        MeetingParticipant participant = new MeetingParticipant(this, connection);
        participants.put(connection.deviceId(), participant);
        return participant;
    }

    void connectionClosed(MeetingParticipant participant) {
        participants.remove(participant.deviceId(), participant);
    }

    /// Resumes the meeting that the device left, joins that of others, or begins one.
    synchronized LiveMeeting joinOrBegin(MeetingParticipant participant) {
        for (Optional<LiveMeeting> found = joinable(participant); found.isPresent(); found = joinable(participant)) {
            // a meeting that ends meanwhile is not found again
            if (found.get().join(participant)) {
                found.get().logEvent(EventCode.MEETING_JOINED, participant.deviceId());
                return found.get();
            }
        }
        LiveMeeting begun = begin(MeetingId.of(participant.connection.sessionId()), List.of(participant.deviceId()), "");
        begun.begin();
        begun.join(participant);
        begun.logEvent(EventCode.MEETING_BEGUN);
        return begun;
    }

    /// The meeting of a device that is running or being finalized.
    Optional<LiveMeeting> unfinished(DeviceId device) {
        return attended(device).or(() -> meetings.values().stream().filter(meeting -> meeting.involves(device)).findFirst());
    }

    /// Whether the device has left a running meeting without ending it.
    boolean awaits(DeviceId device) {
        return attended(device).filter(meeting -> !meeting.attending().contains(device)).isPresent();
    }

    /// The meeting of a device that ended no longer ago than it could have been resumed.
    Optional<Meeting> recentlyEnded(DeviceId device) {
        Instant since = dependencies.time().now().minus(settings().resumeLimit());
        return meetingWatches.meetings.get().stream()
            .filter(meeting -> meeting.devices().contains(device) && meeting.trashedAt().isEmpty() && meeting.endedAt().filter(since::isBefore).isPresent())
            .findFirst();
    }

    private Optional<LiveMeeting> attended(DeviceId device) {
        return meetings.values().stream().filter(meeting -> meeting.has(device)).findFirst();
    }

    private Optional<LiveMeeting> joinable(MeetingParticipant participant) {
        return attended(participant.deviceId()).or(() -> switch (settings().join()) {
            case OFF -> Optional.empty();
            case GROUP -> newest()
                .filter(meeting -> meeting.attending().stream().anyMatch(device -> MeetingBroadcast.sameGroup(device.value(), participant.deviceId().value())))
                .findFirst();
            case ALL -> newest().filter(meeting -> !meeting.attending().isEmpty()).findFirst();
        });
    }

    private Stream<LiveMeeting> newest() {
        return meetings.values().stream().sorted(Comparator.comparing((LiveMeeting meeting) -> meeting.meeting().startedAt()).reversed());
    }

    private LiveMeeting begin(MeetingId preferredId, List<DeviceId> devices, String title) {
        boolean taken = meetings.containsKey(preferredId) || meetingWatches.ended.containsKey(preferredId);
        Instant now = dependencies.time().now().truncatedTo(ChronoUnit.MILLIS);
        Meeting meeting = new Meeting(taken ? MeetingId.random() : preferredId, title, Meeting.Lifecycle.LIVE, devices,
            new Meeting.Times(now, Optional.empty(), now), 0, false, Optional.empty());
        LiveMeeting begun = new LiveMeeting(dependencies, this,
            new MeetingTranscript(meeting, List.of(), List.of(), Map.of(), List.of(), Optional.empty(), Optional.empty(), List.of()));
        meetings.put(meeting.id(), begun);
        meetingWatches.refresh();
        return begun;
    }

    // --- for the console; each completes with the id of the meeting when it is stored ---

    /// @throws ProblemException when a device cannot take part
    CompletableFuture<MeetingId> start(MeetingCommand.Start request) {
        List<MeetingParticipant> invited;
        LiveMeeting begun;
        CompletableFuture<?> kept;
        synchronized (this) {
            invited = request.devices().stream().distinct().map(this::requireAvailable).toList();
            if (invited.isEmpty()) {
                throw new ProblemException(Problem.of(ProblemCode.DEVICE_ABSENT, "–"));
            }
            begun = begin(MeetingId.of(invited.getFirst().connection.sessionId()), invited.stream().map(MeetingParticipant::deviceId).toList(),
                request.title());
            kept = begun.begin();
        }
        begun.logEvent(EventCode.MEETING_BEGUN_HERE);
        invited.forEach(participant -> participant.connection.invited());
        return kept.thenApply(_ -> begun.id());
    }

    /// Lets an ended meeting run again.
    ///
    /// @throws ProblemException when one of its devices is in another meeting
    CompletableFuture<MeetingId> resume(MeetingId id) {
        ended.require(id).devices().stream().filter(device -> attended(device).isPresent()).findFirst().ifPresent(device -> {
            throw MeetingProblems.device(ProblemCode.MEETING_BUSY, device);
        });
        return ended.resume(id, this::resumed);
    }

    private void resumed(MeetingTranscript running) {
        LiveMeeting meeting = new LiveMeeting(dependencies, this, running);
        List<MeetingParticipant> invited;
        synchronized (this) {
            invited = running.meeting().devices().stream().filter(device -> attended(device).isEmpty()).map(participants::get)
                .filter(Objects::nonNull).toList();
            show(meeting);
        }
        meeting.awaitReturn();
        meeting.logEvent(EventCode.MEETING_CONTINUED);
        dependencies.meetingOutputs().changed(running);
        invited.forEach(participant -> participant.connection.invited());
    }

    /// A stored meeting that is to be summarized.
    void beginFinalizing(MeetingTranscript kept) {
        LiveMeeting meeting = new LiveMeeting(dependencies, this, kept);
        show(meeting);
        meeting.startFinalizing();
    }

    private void show(LiveMeeting meeting) {
        meetings.put(meeting.id(), meeting);
        meetingWatches.ended.remove(meeting.id());
        meetingWatches.changed(meeting);
    }

    /// @throws ProblemException when the device cannot take part, or the meeting is ending
    CompletableFuture<MeetingId> add(MeetingCommand.AddDevice request) {
        MeetingId id = request.meeting();
        LiveMeeting meeting = find(id).orElseThrow(() -> MeetingProblems.about(ProblemCode.MEETING_OVER, ended.require(id).id()));
        MeetingParticipant participant;
        CompletableFuture<?> kept;
        synchronized (this) {
            boolean back = meeting.has(request.device()) && awaits(request.device());
            participant = back ? requireConnected(request.device()) : requireAvailable(request.device());
            kept = meeting.expect(participant.deviceId()).orElseThrow(() -> MeetingProblems.about(ProblemCode.MEETING_OVER, id));
        }
        participant.connection.invited();
        meetingWatches.refresh();
        return kept.thenApply(_ -> id);
    }

    private MeetingParticipant requireAvailable(DeviceId device) {
        MeetingParticipant participant = requireConnected(device);
        if (attended(device).isPresent()) {
            throw MeetingProblems.device(ProblemCode.MEETING_BUSY, device);
        }
        return participant;
    }

    private MeetingParticipant requireConnected(DeviceId device) {
        return Optional.ofNullable(participants.get(device)).orElseThrow(() -> MeetingProblems.device(ProblemCode.DEVICE_ABSENT, device));
    }

    /// The recordings of one meeting or of all were deleted.
    void removeRecordings(Optional<MeetingId> id) {
        meetings.values().stream().filter(meeting -> id.isEmpty() || id.get().equals(meeting.id())).forEach(meeting -> meeting.editor.removeRecordings());
    }

    /// Completes when running finalizers have stopped.
    CompletableFuture<?> stop() {
        return CompletableFuture.allOf(meetings.values().stream().map(LiveMeeting::stop).toArray(CompletableFuture[]::new));
    }

    // --- for its meetings ---

    /// Called without the lock of the meeting.
    void changed(LiveMeeting meeting) {
        meetingWatches.changed(meeting);
    }

    /// The meeting has ended, and all of it is stored.
    void ended(LiveMeeting meeting) {
        MeetingTranscript kept = meeting.transcript();
        meetingWatches.put(kept.meeting());
        meetings.remove(meeting.id());
        meetingWatches.refresh();
        meetingWatches.changed(kept);
        dependencies.meetingOutputs().ended(kept);
        if (!kept.meeting().pauses().isEmpty()) {
            ended.refresh(meeting.id()); // the store has more of it: its other texts, and to whom summaries were sent
        }
    }

    /// All connections, with or without a meeting.
    Collection<MeetingParticipant> participants() {
        return participants.values();
    }

    /// That of the current settings.
    Glossary glossary() {
        SummarySettings settings = dependencies.settings().get().of(SummarySettings.SECTION);
        if (!glossary.isFor(settings)) {
            glossary = new Glossary(settings);
        }
        return glossary;
    }

    /// Whether the program is stopping: unfinished work is done at the next start.
    boolean closing() {
        return closing.getAsBoolean();
    }
}
