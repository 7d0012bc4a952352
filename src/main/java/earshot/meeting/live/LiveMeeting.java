package earshot.meeting.live;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.event.EventCode;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.LiveMeetingStatus;
import earshot.meeting.Meeting;
import earshot.meeting.Meeting.Lifecycle;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;
import earshot.problem.ProblemCode;
import earshot.time.Time;
import earshot.wire.MeetingMessage;

/// One meeting from its beginning to its end: who takes part, and what is said. Safe for use from any thread.
final class LiveMeeting {
    private final MeetingContext context;
    private final MeetingState state;
    private final Participants participants;
    private final PeriodicTasks periodicTasks;
    private final SilenceTimeout silenceTimeout;
    final LiveMeetingEditor editor;
    private final MeetingFinalizer finalizer;
    private Instant absentSince;
    private Time.Timer absenceTimer = Time.Timer.NONE;

    /// @param kept a new meeting, or one read from the store
    LiveMeeting(MeetingDependencies dependencies, LiveMeetings meetings, MeetingTranscript kept) {
        context = new MeetingContext(dependencies, meetings, kept, () -> meetings.changed(this));
        state = context.state;
        participants = context.participants;
        periodicTasks = new PeriodicTasks(context);
        silenceTimeout = new SilenceTimeout(context, () -> finish(Meeting.EndCause.SILENCE, Optional.empty()));
        editor = new LiveMeetingEditor(context);
        finalizer = new MeetingFinalizer(context, this);
        absentSince = state.lastSeen();
    }

    MeetingId id() {
        return state.id;
    }

    // --- participants ---

    /// Stores a new meeting, and starts waiting for the invited devices.
    CompletableFuture<?> begin() {
        return context.locked(() -> {
            awaitReturn();
            return context.writer.writeMeeting();
        });
    }

    /// @return false when it is ending already
    boolean join(MeetingParticipant participant) {
        return context.change(() -> {
            if (!state.live()) {
                return false;
            }
            absenceTimer.cancel();
            participants.add(participant);
            if (state.devices.add(participant.deviceId())) {
                context.writer.writeMeeting();
            }
            if (state.sentences.nextNumber() > 0) {
                periodicTasks.start();
            }
            silenceTimeout.start();
            return true;
        });
    }

    /// Adds a device that is about to be invited; completes when that is stored, empty when the meeting is ending already.
    Optional<CompletableFuture<?>> expect(DeviceId device) {
        return context
            .locked(() -> state.live() ? Optional.of(state.devices.add(device) ? context.writer.writeMeeting() : CompletableFuture.completedFuture(null))
                : Optional.empty());
    }

    void left(MeetingParticipant participant) {
        context.change(() -> {
            if (participants.remove(participant) && participants.isEmpty() && state.live()) {
                periodicTasks.stop();
                silenceTimeout.stop();
                absentSince = context.now();
                awaitReturn();
            }
        });
    }

    /// A meeting to which no device returns ends by itself, as of when the last one left.
    void awaitReturn() {
        synchronized (context) {
            absenceTimer.cancel();
            Duration left = context.settings().resumeLimit().minus(Duration.between(absentSince, context.now()));
            absenceTimer = context.dependencies.time().after(left.isNegative() ? Duration.ZERO : left, () -> {
                if (context.locked(() -> state.live() && participants.isEmpty())) {
                    finish(Meeting.EndCause.ABSENCE, Optional.empty());
                }
            });
        }
    }

    boolean has(DeviceId device) {
        return context.locked(() -> state.live() && state.devices.contains(device));
    }

    /// Whether a device takes part in it, also while it is being finalized.
    boolean involves(DeviceId device) {
        return context.locked(() -> state.lifecycle != Lifecycle.ENDED && state.devices.contains(device));
    }

    /// Devices that take part now; none when it is ending.
    List<DeviceId> attending() {
        return context.locked(() -> state.live() ? participants.devices() : List.of());
    }

    MeetingParticipation.IntakeState intakeState() {
        return switch (context.locked(() -> state.lifecycle)) {
            case LIVE -> MeetingParticipation.IntakeState.COLLECTING;
            case FINALIZING -> MeetingParticipation.IntakeState.FINALIZING;
            case ENDED -> MeetingParticipation.IntakeState.ENDED;
        };
    }

    // --- sentences ---

    /// @return completes when all is stored, at once when it came too late to count
    CompletableFuture<?> addSnippets(MeetingParticipant from, List<SnippetItem> snippets, JsonNode items) {
        Instant now = context.now();
        List<LiveTranscript.IncomingSentence> incoming = snippets.stream().map(snippet -> new LiveTranscript.IncomingSentence(
            new MeetingSentence.Origin(from.deviceId(), snippet.speaker().orElse(from.deviceId().value()), snippet.tag()),
            SentenceCleaner.clean(snippet.text()), false, now, Optional.empty())).toList();
        return context.change(() -> {
            if (!state.live()) {
                return CompletableFuture.completedFuture(null);
            }
            if (full()) {
                return CompletableFuture.failedFuture(new IllegalStateException("the meeting holds as much text as one may"));
            }
            CompletableFuture<?> kept = addSentences(incoming);
            participants.sendSnippet(List.copyOf(state.devices), from.deviceId(), items);
            return kept;
        });
    }

    void countDropped() {
        context.change(() -> {
            state.droppedTexts++;
        });
    }

    void addRecognized(MeetingParticipant from, RecognizedSentence sentence) {
        String words = SentenceCleaner.clean(SnippetItem.truncate(sentence.text(), SnippetItem.MAX_TEXT_BYTES));
        context.change(() -> {
            if (!state.acceptsSpeech || words.isEmpty() || full()) {
                return;
            }
            if (sentence.sound().isPresent() && !state.recorded) {
                state.recorded = true;
                context.writer.writeMeeting();
            }
            MeetingSentence.Origin origin = new MeetingSentence.Origin(from.deviceId(), sentence.speaker().orElse(from.deviceId().value()), "");
            addSentences(List.of(new LiveTranscript.IncomingSentence(origin, words, true, sentence.at().truncatedTo(ChronoUnit.MILLIS), sentence.sound())));
            participants.sendSnippet(List.copyOf(state.devices), from.deviceId(), MeetingMessages.snippetItems(words, from.deviceId()));
        });
    }

    /// A person wants it to continue although nobody speaks; false when it is ending.
    boolean keepGoing() {
        return context.change(() -> {
            silenceTimeout.startOver();
            return state.live();
        });
    }

    /// Whether no more sentences are kept; a person hears of it once.
    private boolean full() {
        boolean full = state.sentences.full() || context.meetings.crowdedBy(characters());
        if (full && !state.fullReported) {
            state.fullReported = true;
            context.dependencies.problems().raise(MeetingProblems.about(ProblemCode.MEETING_FULL, id()).problem());
        }
        return full;
    }

    /// For any thread: the newest number.
    int characters() {
        return state.sentences.characters();
    }

    private CompletableFuture<?> addSentences(List<LiveTranscript.IncomingSentence> incoming) {
        Glossary glossary = context.meetings.glossary();
        Map<Long, MeetingSentence> changed = new LinkedHashMap<>();
        incoming.forEach(one -> state.sentences.add(one, glossary).forEach(sentence -> changed.put(sentence.number(), sentence)));
        if (state.live()) {
            periodicTasks.start();
        }
        if (!changed.isEmpty()) {
            silenceTimeout.startOver();
        }
        return context.writer.writeSentences(List.copyOf(changed.values()));
    }

    // --- the end ---

    /// The first request starts finalizing, every further one is answered with the last summary.
    ///
    /// @param requester who is acknowledged; empty when no device asks
    /// @return completes when the summary is stored
    CompletableFuture<Void> finish(Meeting.EndCause cause, Optional<MeetingParticipant> requester) {
        context.change(() -> {
            if (cause == Meeting.EndCause.SILENCE && !silenceTimeout.over()) {
                return; // somebody spoke meanwhile
            }
            context.logEvent(EventCode.MEETING_FINALIZE, cause.reason());
            requester.ifPresent(participant -> {
                participant.send(new MeetingMessage.FinalizeAck(id(), state.startedAt.toEpochMilli(), state.sentences.pending()));
                context.logEvent(EventCode.MEETING_FINALIZE_ACK);
            });
            switch (state.lifecycle) {
                case LIVE -> {
                    requester.ifPresent(participants::add);
                    state.lifecycle = Lifecycle.FINALIZING;
                    state.cause = Optional.of(cause);
                    state.end = switch (cause) {
                        case SILENCE -> state.sentences.lastAt();
                        case MESSAGE, MODE_END, PHRASE, CONSOLE, ABSENCE -> participants.isEmpty() ? absentSince : context.now();
                    };
                    periodicTasks.cancelCheckpoint();
                    context.writer.writeMeeting();
                    startFinalizing();
                }
                case FINALIZING -> requester.ifPresent(participants::repeatRequest);
                case ENDED -> requester.ifPresent(participant -> participant.send(MeetingMessages.summary(state.summary().orElseThrow(), true)));
            }
        });
        return finalizer.ended;
    }

    /// Starts or resumes finalizing.
    void startFinalizing() {
        synchronized (context) {
            periodicTasks.stop();
            silenceTimeout.stop();
            absenceTimer.cancel();
            context.logEvent(EventCode.MEETING_TIMERS_STOPPED);
            finalizer.start();
        }
    }

    /// The program stops. Completes when a running finalizer has stopped.
    CompletableFuture<?> stop() {
        return context.locked(() -> {
            periodicTasks.stop();
            silenceTimeout.stop();
            absenceTimer.cancel();
            periodicTasks.cancelCheckpoint();
            return finalizer.stop();
        });
    }

    // --- views ---

    Meeting meeting() {
        return context.locked(state::meeting);
    }

    MeetingTranscript transcript() {
        return context.locked(state::transcript);
    }

    LiveMeetingStatus status() {
        return context.locked(() -> new LiveMeetingStatus(id(), participants.devices(), state.sentences.pending(), state.sentences.duplicates(),
            state.droppedTexts, new LiveMeetingStatus.Due(periodicTasks.pushing.due(), periodicTasks.summarizing.due(), silenceTimeout.endsAt()),
            participants.pendingAudio(), state.phase));
    }

    void logEvent(EventCode code, Object... args) {
        context.logEvent(code, args);
    }
}
