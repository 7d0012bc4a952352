package earshot.meeting.live;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.config.MeetingSettings;
import earshot.meeting.LiveMeetingStatus;
import earshot.meeting.Meeting;
import earshot.meeting.Meeting.Lifecycle;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.MinutesWriter.Minutes;
import earshot.meeting.Summary;
import earshot.problem.Severity;
import earshot.time.Time;
import earshot.wire.MeetingMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One meeting from its beginning to its end. Its lock guards the state in memory; writes are queued under it, in the order of the changes,
/// and nothing blocks under it.
final class LiveMeeting {
    private static final Logger LOG = LoggerFactory.getLogger(LiveMeeting.class);

    private final MeetingDependencies dependencies;
    private final MeetingHost host;
    private final MeetingState state;
    private final Participants participants;
    private final MeetingWriter writer;
    private final PeriodicTasks periodicTasks;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private Instant absentSince;
    private Time.Timer absenceTimer = Time.Timer.NONE;
    private Instant end;
    private Optional<LiveMeetingStatus.FinalizePhase> phase = Optional.empty();
    private boolean acceptsSpeech = true;
    private Optional<Thread> checkpointThread = Optional.empty();
    private Optional<Thread> finalizerThread = Optional.empty();

    /// @param kept a new meeting, or one read from the store
    LiveMeeting(MeetingDependencies dependencies, MeetingHost host, MeetingTranscript kept) {
        this.dependencies = dependencies;
        this.host = host;
        state = new MeetingState(kept);
        end = state.sentences.lastAt();
        absentSince = state.lastSeen();
        participants = new Participants(() -> settings().broadcast(), host::participants);
        writer = new MeetingWriter(dependencies.meetingStore(), dependencies.problems(), state.id, this::meeting, number -> state.sentences.find(number).orElseThrow());
        periodicTasks = new PeriodicTasks(dependencies.time(), this::settings, new MeetingTasks(), state.id);
    }

    String id() {
        return state.id;
    }

    // --- participants ---

    /// Stores a new meeting, and starts waiting for the invited devices.
    CompletableFuture<?> begin() {
        synchronized (this) {
            awaitReturn();
            return writer.writeMeeting();
        }
    }

    /// @return false when it is ending already
    boolean join(MeetingParticipant participant) {
        synchronized (this) {
            if (!state.live()) {
                return false;
            }
            absenceTimer.cancel();
            participants.add(participant);
            if (state.devices.add(participant.deviceId())) {
                writer.writeMeeting();
            }
            if (state.sentences.nextNumber() > 0) {
                periodicTasks.start();
            }
        }
        host.changed(this);
        return true;
    }

    /// Adds a device that is about to be invited; completes when that is stored, empty when the meeting is ending already.
    Optional<CompletableFuture<?>> expect(String device) {
        synchronized (this) {
            return state.live() ? Optional.of(state.devices.add(device) ? writer.writeMeeting() : CompletableFuture.completedFuture(null)) : Optional.empty();
        }
    }

    void left(MeetingParticipant participant) {
        synchronized (this) {
            if (participants.remove(participant) && participants.isEmpty() && state.live()) {
                periodicTasks.stop();
                absentSince = now();
                awaitReturn();
            }
        }
        host.changed(this);
    }

    /// A meeting to which no device returns ends by itself, as of when the last one left.
    void awaitReturn() {
        synchronized (this) {
            absenceTimer.cancel();
            Duration left = settings().resumeLimit().minus(Duration.between(absentSince, now()));
            absenceTimer = dependencies.time().after(left.isNegative() ? Duration.ZERO : left, () -> {
                if (underLock(here -> here.state.live() && here.participants.isEmpty())) {
                    finish(MeetingParticipation.FinishCause.ABSENCE, Optional.empty());
                }
            });
        }
    }

    boolean has(String device) {
        return underLock(here -> here.state.live() && here.state.devices.contains(device));
    }

    /// Whether a device takes part in it, also while it is being finalized.
    boolean involves(String device) {
        return underLock(here -> here.state.lifecycle != Lifecycle.ENDED && here.state.devices.contains(device));
    }

    /// Devices that take part now; none when it is ending.
    List<String> attending() {
        return underLock(here -> here.state.live() ? here.participants.devices() : List.of());
    }

    List<MeetingParticipant> attendees() {
        return underLock(here -> here.participants.all());
    }

    MeetingParticipation.IntakeState intakeState() {
        return switch (underLock(here -> here.state.lifecycle)) {
            case LIVE -> MeetingParticipation.IntakeState.COLLECTING;
            case FINALIZING -> MeetingParticipation.IntakeState.FINALIZING;
            case ENDED -> MeetingParticipation.IntakeState.ENDED;
        };
    }

    // --- sentences ---

    /// @return completes when all is stored, at once when it came too late to count
    CompletableFuture<?> addSnippets(MeetingParticipant from, List<SnippetItem> snippets, JsonNode items) {
        Instant now = now();
        List<LiveTranscript.IncomingSentence> incoming = snippets.stream().map(snippet -> new LiveTranscript.IncomingSentence(
            new MeetingSentence.Origin(from.deviceId(), snippet.speaker().orElse(from.deviceId()), snippet.tag()), SentenceCleaner.clean(snippet.text()), false, now, Optional.empty())).toList();
        CompletableFuture<?> kept;
        synchronized (this) {
            if (!state.live()) {
                return CompletableFuture.completedFuture(null);
            }
            kept = addSentences(incoming);
            participants.sendCopies(new MeetingMessage.Snippet(items, from.deviceId()));
        }
        host.changed(this);
        return kept;
    }

    void addRecognized(MeetingParticipant from, String text, Instant at, Optional<MeetingSentence.Span> sound) {
        String words = SentenceCleaner.clean(SnippetItem.truncate(text, SnippetItem.MAX_TEXT_BYTES));
        synchronized (this) {
            if (!acceptsSpeech || words.isEmpty()) {
                return;
            }
            if (sound.isPresent() && !state.recorded) {
                state.recorded = true;
                writer.writeMeeting();
            }
            addSentences(List.of(new LiveTranscript.IncomingSentence(new MeetingSentence.Origin(from.deviceId(), from.deviceId(), ""), words, true, at.truncatedTo(ChronoUnit.MILLIS), sound)));
            participants.sendCopies(MeetingMessages.snippet(words, from.deviceId()));
        }
        host.changed(this);
    }

    private CompletableFuture<?> addSentences(List<LiveTranscript.IncomingSentence> incoming) {
        Glossary glossary = host.glossary();
        Map<Long, MeetingSentence> changed = new LinkedHashMap<>();
        incoming.forEach(one -> state.sentences.add(one, glossary).forEach(sentence -> changed.put(sentence.number(), sentence)));
        if (state.live()) {
            periodicTasks.start();
        }
        return writer.writeSentences(List.copyOf(changed.values()));
    }

    // --- commands; each completes when it is stored ---

    CompletableFuture<?> rename(String title) {
        return edited(() -> {
            state.rename(title);
            return writer.writeMeeting();
        });
    }

    CompletableFuture<?> nameSpeaker(String speaker, String name) {
        return edited(() -> {
            state.nameSpeaker(speaker, name);
            return writer.track(dependencies.meetingStore().nameSpeaker(id(), speaker, name));
        });
    }

    /// Empty when there is no such sentence.
    Optional<CompletableFuture<?>> edit(long sentence, String text) {
        return underLock(here -> here.state.sentences.find(sentence)).map(_ -> edited(() -> writer.writeSentences(state.sentences.edit(sentence, text).stream().toList())));
    }

    /// Empty when there is no such sentence.
    Optional<CompletableFuture<?>> addBookmark(Optional<Long> sentence, Instant moment, String label) {
        Instant now = now();
        Instant within = moment.isBefore(state.startedAt) ? state.startedAt : moment.isAfter(now) ? now : moment.truncatedTo(ChronoUnit.MILLIS);
        Optional<Instant> at = sentence.isEmpty() ? Optional.of(within) : underLock(here -> here.state.sentences.find(sentence.get())).map(MeetingSentence::at);
        return at.map(when -> edited(() -> writer.track(dependencies.meetingStore().put(id(), state.addBookmark(when, label)))));
    }

    CompletableFuture<?> removeBookmark(long number) {
        return edited(() -> {
            state.removeBookmark(number);
            return writer.track(dependencies.meetingStore().removeBookmark(id(), number));
        });
    }

    CompletableFuture<?> deleteRecordings() {
        return edited(() -> {
            state.recorded = false;
            return CompletableFuture.allOf(writer.writeMeeting(), writer.writeSentences(state.sentences.removeRecordingSpans()));
        });
    }

    private CompletableFuture<?> edited(Supplier<CompletableFuture<?>> change) {
        CompletableFuture<?> kept = underLock(_ -> change.get());
        host.changed(this);
        return kept;
    }

    // --- finalizing ---

    /// Ends the meeting, or sends the existing summary. The first request starts finalizing, every further one is answered with the last
    /// summary.
    ///
    /// @param asker who is acknowledged; empty when no device asks
    /// @return completes when the summary is stored
    CompletableFuture<Void> finish(MeetingParticipation.FinishCause cause, Optional<MeetingParticipant> requester) {
        synchronized (this) {
            logEvent("finalize request (" + cause.name().toLowerCase(Locale.ROOT) + ")");
            requester.ifPresent(participant -> {
                participant.send(new MeetingMessage.FinalizeAck(id(), state.startedAt.toEpochMilli(), state.sentences.pending()));
                logEvent("send ack");
            });
            switch (state.lifecycle) {
                case LIVE -> {
                    requester.ifPresent(participants::add);
                    state.lifecycle = Lifecycle.FINALIZING;
                    end = participants.isEmpty() ? absentSince : now();
                    checkpointThread.ifPresent(Thread::interrupt);
                    writer.writeMeeting();
                    startFinalizing();
                }
                case FINALIZING -> requester.ifPresent(participants::repeatRequest);
                case ENDED -> requester.ifPresent(participant -> participant.send(MeetingMessages.summary(state.summary().orElseThrow(), true)));
            }
        }
        host.changed(this);
        return ended;
    }

    /// Starts or resumes finalizing.
    void startFinalizing() {
        synchronized (this) {
            periodicTasks.stop();
            absenceTimer.cancel();
            logEvent("stop timers done");
            phase = Optional.of(LiveMeetingStatus.FinalizePhase.RECOGNISING);
            finalizerThread = Optional.of(Thread.ofVirtual().name("meeting-" + id()).start(new MeetingFinalizer(dependencies, host, this)));
        }
    }

    void enterPhase(LiveMeetingStatus.FinalizePhase next) {
        synchronized (this) {
            phase = Optional.of(next);
        }
        host.changed(this);
    }

    /// Accepts no more speech and merges pending sentences. Completes when all is stored.
    CompletableFuture<?> closeIntake() {
        synchronized (this) {
            acceptsSpeech = false;
            return writer.writeSentences(state.sentences.merge());
        }
    }

    /// At least the minimum of the settings.
    Duration duration() {
        Duration real = Duration.between(state.startedAt, lastMoment());
        return real.compareTo(settings().minDuration()) < 0 ? settings().minDuration() : real;
    }

    /// Stores the minutes; completes when that is done.
    CompletableFuture<?> save(Minutes minutes) {
        synchronized (this) {
            state.setSummary(minutes.summary(), minutes.metrics(), lastMoment());
            CompletableFuture<?> kept = writer.track(dependencies.meetingStore().put(id(), minutes.summary(), Optional.of(minutes.metrics())));
            return CompletableFuture.allOf(kept, writer.track(dependencies.meetingStore().put(state.meeting(Lifecycle.ENDED))));
        }
    }

    /// Sends summary and transcript to all participants, and ends the meeting for them.
    void sendResults() {
        synchronized (this) {
            state.lifecycle = Lifecycle.ENDED;
            phase = Optional.empty();
            Summary summary = state.summary().orElseThrow();
            participants.broadcast(state.devices.getFirst(), MeetingMessages.summary(summary, false));
            participants.broadcast(state.devices.getFirst(), transcriptMessage());
            participants.dismiss(this, MeetingMessages.summary(summary, true));
            logEvent("ended");
        }
        host.changed(this);
    }

    /// Call it when the meeting is shown among the ended ones.
    void confirmEnded() {
        ended.complete(null);
    }

    /// The program stops. Completes when a running finalizer has stopped.
    CompletableFuture<?> stop() {
        synchronized (this) {
            periodicTasks.stop();
            absenceTimer.cancel();
            checkpointThread.ifPresent(Thread::interrupt);
            finalizerThread.ifPresent(Thread::interrupt);
            return finalizerThread.isPresent() ? stopped : CompletableFuture.completedFuture(null);
        }
    }

    /// The finalizer has finished, or was cancelled because the program stops.
    void stopped() {
        stopped.complete(null);
        ended.cancel(false);
    }

    private Instant lastMoment() {
        return underLock(here -> here.end.isAfter(here.state.sentences.lastAt()) ? here.end : here.state.sentences.lastAt());
    }

    // --- periodic tasks ---

    private final class MeetingTasks implements PeriodicTasks.Tasks {
        @Override
        public void merge() {
            writer.writeSentences(state.sentences.merge());
        }

        @Override
        public void push() {
            merge();
            participants.broadcast(state.devices.getFirst(), transcriptMessage());
        }

        @Override
        public void checkpoint() {
            if (checkpointThread.isEmpty() && !state.unsummarized().isEmpty()) {
                merge();
                List<MeetingSentence> fresh = state.unsummarized();
                long upTo = state.sentences.nextNumber();
                List<Summary> before = state.checkpoints();
                Duration duration = Duration.between(state.startedAt, now());
                checkpointThread = Optional.of(Thread.ofVirtual().name("meeting-checkpoint-" + id()).start(() -> summarizeCheckpoint(fresh, before, duration, upTo)));
            }
        }

        @Override
        public void locked(Runnable step) {
            synchronized (LiveMeeting.this) {
                step.run();
            }
            host.changed(LiveMeeting.this);
        }
    }

    private void summarizeCheckpoint(List<MeetingSentence> fresh, List<Summary> before, Duration duration, long upTo) {
        try {
            Summary found = dependencies.minutesWriter().write(fresh, before, duration, true, (_, _) -> {}).summary();
            synchronized (this) {
                if (!state.live() || host.closing()) {
                    return;
                }
                state.addCheckpoint(found, upTo);
                writer.track(dependencies.meetingStore().put(id(), found, Optional.empty()));
                participants.broadcast(state.devices.getFirst(), MeetingMessages.summary(found, false));
                logEvent("checkpoint of " + found.segments() + " segments");
            }
        } finally {
            synchronized (this) {
                checkpointThread = Optional.empty();
            }
            host.changed(this);
        }
    }

    private MeetingMessage.Transcript transcriptMessage() {
        return MeetingMessages.transcript(state.sentences.lastMerged(MeetingMessage.Transcript.MAX_SEGMENTS), state.sentences.merged());
    }

    // --- views ---

    Meeting meeting() {
        return underLock(here -> here.state.meeting());
    }

    MeetingTranscript transcript() {
        return underLock(here -> here.state.transcript());
    }

    LiveMeetingStatus status() {
        return underLock(here -> new LiveMeetingStatus(id(), here.participants.devices(), here.state.sentences.pending(), here.state.sentences.duplicates(), here.periodicTasks.pushAt(), here.periodicTasks.checkpointAt(),
            here.participants.pendingAudio(), here.phase));
    }

    void logEvent(String what) {
        LOG.info("meeting {}: {}", id(), what);
        dependencies.events().log(underLock(here -> here.state.devices.getFirst()), "meeting", Severity.INFO, what);
    }

    /// Runs a function under the lock.
    private <T> T underLock(Function<LiveMeeting, T> read) {
        synchronized (this) {
            return read.apply(this);
        }
    }

    private MeetingSettings settings() {
        return dependencies.settings().get().meetings();
    }

    private Instant now() {
        return dependencies.time().now().truncatedTo(ChronoUnit.MILLIS);
    }
}
