package earshot.meeting.live;

import earshot.meeting.LiveMeetingStatus.FinalizePhase;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.MinutesWriter.Minutes;
import earshot.meeting.Summary;
import earshot.meeting.SummaryMetrics;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.wire.MeetingMessage;
import earshot.wire.MeetingMessage.Progress.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finalizes a meeting after its end was acknowledged: remaining audio is transcribed, pending sentences are merged, the minutes are
/// written, stored and sent. Source: badge-protocol section 3.4.7. Blocks; runs once a meeting on a virtual thread of its own.
final class MeetingFinalizer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(MeetingFinalizer.class);
    /// The longest time without progress in transcribing before the remaining audio is given up. Longer than a connection waits for its
    /// recogniser, which knows best what is missing.
    static final Duration SPEECH_LIMIT = Duration.ofMinutes(8);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
    /// The pause before a refused write is retried.
    static final Duration SAVE_RETRY_DELAY = Duration.ofSeconds(30);

    private final MeetingDependencies dependencies;
    private final MeetingHost host;
    private final LiveMeeting meeting;
    private final long begun;

    MeetingFinalizer(MeetingDependencies dependencies, MeetingHost host, LiveMeeting meeting) {
        this.dependencies = dependencies;
        this.host = host;
        this.meeting = meeting;
        begun = dependencies.time().nanos();
    }

    @Override
    public void run() {
        try {
            awaitSpeech();
            meeting.enterPhase(FinalizePhase.MERGING);
            boolean saved = saved(meeting.closeIntake());
            meeting.enterPhase(FinalizePhase.SUMMARISING);
            Minutes minutes = minutes();
            if (host.closing()) {
                return;
            }
            meeting.enterPhase(FinalizePhase.KEEPING);
            // people are told that it is stored only when it is; when the disk refuses, they get the summary nonetheless, and a problem is
            // raised
            saved &= saved(meeting.save(minutes));
            sendProgress(Stage.DONE, Map.of("elapsedMs", Duration.ofNanos(dependencies.time().nanos() - begun).toMillis()));
            meeting.sendResults();
            while (!saved) {
                // over is what the book knows to be over: else it would go on after the next start, and nobody would archive it
                dependencies.time().sleep(SAVE_RETRY_DELAY);
                saved = saved(CompletableFuture.allOf(meeting.closeIntake(), meeting.save(minutes)));
            }
            host.ended(meeting);
            meeting.confirmEnded();
        } catch (RuntimeException e) {
            if (!host.closing()) {
                LOG.error("the end of meeting {} failed", meeting.id(), e);
                dependencies.problems().raise(Problem.of(ProblemCode.UNEXPECTED, new ProblemSubject.Meeting(meeting.id()), e.toString()));
            }
        } finally {
            meeting.stopped();
        }
    }

    /// Waits as long as transcribing makes progress, so that no speech is lost by a fixed limit.
    private void awaitSpeech() {
        List<MeetingParticipant> attendees = meeting.attendees();
        CompletableFuture<Boolean> drained = CompletableFuture.allOf(attendees.stream().map(MeetingParticipant::drainSpeech).toArray(CompletableFuture[]::new)).handle((_, _) -> true);
        Duration waiting = Duration.ZERO;
        long since = dependencies.time().nanos();
        while (dependencies.time().await(drained, CHECK_INTERVAL).isEmpty()) {
            Duration now = attendees.stream().map(MeetingParticipant::pendingAudio).reduce(Duration.ZERO, Duration::plus);
            if (!now.equals(waiting)) {
                waiting = now;
                since = dependencies.time().nanos();
            } else if (dependencies.time().nanos() - since > SPEECH_LIMIT.toNanos()) {
                attendees.stream().filter(participant -> !participant.pendingAudio().isZero()).forEach(this::reportUnrecognized);
                return;
            }
        }
    }

    private void reportUnrecognized(MeetingParticipant participant) {
        long seconds = Math.max(1, participant.pendingAudio().toSeconds());
        LOG.warn("meeting {}: {} s of {} did not become text", meeting.id(), seconds, participant.deviceId());
        dependencies.problems().raise(Problem.of(ProblemCode.MEETING_SPEECH_LOST, new ProblemSubject.Meeting(meeting.id()), participant.deviceId(), seconds, "no answer within " + SPEECH_LIMIT.toSeconds() + " s"));
    }

    /// A meeting whose summary was stored before the program died is not summarised again.
    private Minutes minutes() {
        MeetingTranscript transcript = meeting.transcript();
        List<MeetingSentence> sentences = transcript.countedSentences();
        sendProgress(Stage.PREPARE, Map.of("segments", (long) sentences.size()));
        return transcript.summary().map(summary -> new Minutes(summary, transcript.metrics().orElseGet(() -> emptyMetrics(summary, transcript)))).orElseGet(() -> writeMinutes(sentences, transcript));
    }

    private Minutes writeMinutes(List<MeetingSentence> sentences, MeetingTranscript transcript) {
        try {
            return dependencies.minutesWriter().write(sentences, transcript.checkpoints(), meeting.duration(), false, this::sendProgress);
        } catch (RuntimeException e) {
            LOG.error("the minutes of meeting {} failed", meeting.id(), e);
            Summary skeleton = new Summary(Summary.Content.titled(Summary.UNTITLED), meeting.duration(), sentences.size(), false,
                Summary.Source.WITHOUT_MODEL, e.toString(), dependencies.time().now());
            return new Minutes(skeleton, emptyMetrics(skeleton, transcript));
        }
    }

    private static SummaryMetrics emptyMetrics(Summary summary, MeetingTranscript transcript) {
        return new SummaryMetrics(summary.segments(), transcript.checkpoints().size(), 0, summary.bullets().isEmpty(), summary.bullets().size(), "", "");
    }

    private void sendProgress(Stage stage, Map<String, Long> facts) {
        MeetingMessage.Progress progress = new MeetingMessage.Progress(stage, facts);
        meeting.attendees().forEach(participant -> participant.send(progress));
    }

    private static boolean saved(CompletableFuture<?> write) {
        try {
            write.join();
            return true;
        } catch (CompletionException e) {
            LOG.warn("the book refused: {}", Failures.reason(e));
            return false;
        }
    }
}
