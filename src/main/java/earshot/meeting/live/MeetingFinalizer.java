package earshot.meeting.live;

import module java.base;

import earshot.event.EventCode;
import earshot.meeting.LiveMeetingStatus.FinalizePhase;
import earshot.meeting.Meeting.Lifecycle;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.MinutesWriter.Minutes;
import earshot.meeting.Summary;
import earshot.meeting.SummaryMetrics;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSubject;
import earshot.wire.MeetingMessage;
import earshot.wire.MeetingMessage.Progress.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finalizes a meeting after its end was acknowledged: remaining audio is transcribed, pending sentences are merged, the minutes are
/// written, stored and sent. Source: badge-protocol section 3.4.7. Blocks; runs once a meeting on a virtual thread of its own.
final class MeetingFinalizer {
    private static final Logger LOG = LoggerFactory.getLogger(MeetingFinalizer.class);
    /// How long transcribing may make no progress. Longer than a connection waits for its recognizer, which knows best what is missing.
    static final Duration SPEECH_LIMIT = Duration.ofMinutes(8);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
    /// The pause before a refused write is retried.
    static final Duration SAVE_RETRY_DELAY = Duration.ofSeconds(30);

    private final MeetingContext context;
    private final MeetingDependencies dependencies;
    private final LiveMeeting meeting;
    /// Completes when the meeting has ended and is shown among the ended ones; is cancelled when the program stops before that.
    final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private Optional<Thread> thread = Optional.empty();

    MeetingFinalizer(MeetingContext context, LiveMeeting meeting) {
        this.context = context;
        this.meeting = meeting;
        dependencies = context.dependencies;
    }

    /// Starts or resumes finalizing. Call it under the lock, once.
    void start() {
        context.state.phase = Optional.of(FinalizePhase.RECOGNIZING);
        long begun = dependencies.time().nanos();
        thread = Optional.of(Thread.ofVirtual().name("meeting-" + context.id()).start(() -> run(begun)));
    }

    /// Cancels finalizing; completes when it has stopped. Call it under the lock.
    CompletableFuture<?> stop() {
        thread.ifPresent(Thread::interrupt);
        return thread.isPresent() ? stopped : CompletableFuture.completedFuture(null);
    }

    private void run(long begun) {
        try {
            awaitSpeech();
            enter(FinalizePhase.MERGING);
            boolean saved = saved(closeIntake());
            enter(FinalizePhase.SUMMARIZING);
            Minutes minutes = minutes();
            if (context.meetings.closing()) {
                return;
            }
            enter(FinalizePhase.KEEPING);
            // when the disk refuses, a problem is raised, and the participants get the summary nonetheless
            saved &= saved(save(minutes));
            sendProgress(Stage.DONE, Map.of("elapsedMs", Duration.ofNanos(dependencies.time().nanos() - begun).toMillis()));
            sendResults();
            while (!saved) {
                // only what the store has as ended has ended: else it would continue after the next start, and nobody would archive it
                dependencies.time().sleep(SAVE_RETRY_DELAY);
                saved = saved(CompletableFuture.allOf(closeIntake(), save(minutes)));
            }
            context.meetings.ended(meeting);
            ended.complete(null);
        } catch (RuntimeException e) {
            if (!context.meetings.closing()) {
                LOG.error("the end of meeting {} failed", context.id(), e);
                dependencies.problems().raise(Problem.of(ProblemCode.UNEXPECTED, new ProblemSubject.Meeting(context.id()), e.toString()));
            }
        } finally {
            stopped.complete(null);
            ended.cancel(false);
        }
    }

    private void enter(FinalizePhase next) {
        context.change(() -> context.state.phase = Optional.of(next));
    }

    private List<MeetingParticipant> attendees() {
        return context.locked(context.participants::all);
    }

    /// Waits as long as transcribing makes progress, so that no speech is lost by a fixed limit.
    private void awaitSpeech() {
        List<MeetingParticipant> attendees = attendees();
        CompletableFuture<Boolean> drained = CompletableFuture
            .allOf(attendees.stream().map(participant -> participant.connection.drainSpeech()).toArray(CompletableFuture[]::new)).handle((_, _) -> true);
        Duration waiting = Duration.ZERO;
        long since = dependencies.time().nanos();
        while (dependencies.time().await(drained, CHECK_INTERVAL).isEmpty()) {
            Duration now = attendees.stream().map(participant -> participant.connection.pendingAudio()).reduce(Duration.ZERO, Duration::plus);
            if (!now.equals(waiting)) {
                waiting = now;
                since = dependencies.time().nanos();
            } else if (dependencies.time().nanos() - since > SPEECH_LIMIT.toNanos()) {
                attendees.stream().filter(participant -> !participant.connection.pendingAudio().isZero()).forEach(this::reportUnrecognized);
                return;
            }
        }
    }

    private void reportUnrecognized(MeetingParticipant participant) {
        long seconds = Math.max(1, participant.connection.pendingAudio().toSeconds());
        LOG.warn("meeting {}: {} s of {} did not become text", context.id(), seconds, participant.deviceId());
        dependencies.problems().raise(Problem.of(ProblemCode.MEETING_SPEECH_LOST, new ProblemSubject.Meeting(context.id()), participant.deviceId(), seconds,
            ProblemReason.NO_ANSWER_WITHIN.with(SPEECH_LIMIT.toSeconds())));
    }

    /// Accepts no more speech and merges pending sentences. Completes when all is stored.
    private CompletableFuture<?> closeIntake() {
        return context.locked(() -> {
            context.state.acceptsSpeech = false;
            return context.writer.writeSentences(context.state.sentences.merge());
        });
    }

    /// At least the minimum of the settings.
    private Duration duration() {
        Duration real = context.locked(() -> context.state.meeting().duration(context.state.lastMoment()));
        Duration least = context.settings().minDuration();
        return real.compareTo(least) < 0 ? least : real;
    }

    /// Completes when the minutes are stored.
    private CompletableFuture<?> save(Minutes minutes) {
        return context.locked(() -> {
            context.state.setSummary(minutes.summary(), minutes.metrics());
            CompletableFuture<?> kept = context.writer.track(dependencies.meetingStore().put(context.id(), minutes.summary(), Optional.of(minutes.metrics())));
            return CompletableFuture.allOf(kept, context.writer.track(dependencies.meetingStore().put(context.state.meeting(Lifecycle.ENDED))));
        });
    }

    /// Sends summary and transcript to all participants, and ends the meeting for them.
    private void sendResults() {
        context.change(() -> {
            MeetingState state = context.state;
            state.lifecycle = Lifecycle.ENDED;
            state.phase = Optional.empty();
            Summary summary = state.summary().orElseThrow();
            context.participants.broadcast(List.copyOf(state.devices), MeetingMessages.summary(summary, false));
            context.participants.broadcast(List.copyOf(state.devices), state.sentences);
            context.participants.dismiss(meeting, MeetingMessages.summary(summary, true));
            context.logEvent(EventCode.MEETING_ENDED);
        });
    }

    /// A meeting whose summary was stored before the program died is not summarized again.
    private Minutes minutes() {
        MeetingTranscript transcript = meeting.transcript();
        List<MeetingSentence> sentences = transcript.countedSentences();
        sendProgress(Stage.PREPARE, Map.of("segments", (long) sentences.size()));
        return transcript.summary().map(summary -> new Minutes(summary, transcript.metrics().orElseGet(() -> emptyMetrics(summary, transcript))))
            .orElseGet(() -> writeMinutes(sentences, transcript));
    }

    private Minutes writeMinutes(List<MeetingSentence> sentences, MeetingTranscript transcript) {
        try {
            return dependencies.minutesWriter().write(sentences, transcript.checkpoints(), duration(), false, this::sendProgress);
        } catch (RuntimeException e) {
            LOG.error("the minutes of meeting {} failed", context.id(), e);
            Summary skeleton = new Summary(Summary.Content.titled(Summary.UNTITLED), duration(), sentences.size(), false,
                Summary.Source.WITHOUT_MODEL, e.toString(), dependencies.time().now());
            return new Minutes(skeleton, emptyMetrics(skeleton, transcript));
        }
    }

    private static SummaryMetrics emptyMetrics(Summary summary, MeetingTranscript transcript) {
        return new SummaryMetrics(summary.segments(), transcript.checkpoints().size(), 0, summary.bullets().isEmpty(), summary.bullets().size(), "", "");
    }

    private void sendProgress(Stage stage, Map<String, Long> facts) {
        MeetingMessage.Progress progress = new MeetingMessage.Progress(stage, facts);
        attendees().forEach(participant -> participant.send(progress));
    }

    private static boolean saved(CompletableFuture<?> write) {
        try {
            write.join();
            return true;
        } catch (CompletionException e) {
            LOG.warn("the end of a meeting could not be stored: {}", Failures.reason(e));
            return false;
        }
    }
}
