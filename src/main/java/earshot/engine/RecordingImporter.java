package earshot.engine;

import module java.base;

import earshot.asr.Recognizer;
import earshot.audio.VadSettings;
import earshot.engine.Operation.Outcome;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.live.MeetingManager;
import earshot.meeting.soundfile.SoundFileDigest;
import earshot.meeting.soundfile.SoundFileSentence;
import earshot.meeting.soundfile.SoundFileTranscriber;
import earshot.meeting.soundfile.SoundFileTranscript;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.remote.ActiveProvider;

/// Imports recordings as meetings, one after the other. A meeting is stored when all of its recording was heard, in one transaction: what is cancelled, or ends
/// with the program, leaves nothing behind. Thread-safe.
final class RecordingImporter implements AutoCloseable {
    private final CoreServices core;
    private final SpeechAssembly speech;
    private final MeetingManager meetings;
    private final Set<RunningOperation> running = ConcurrentHashMap.newKeySet();
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private volatile boolean closed;

    RecordingImporter(CoreServices core, SpeechAssembly speech, MeetingManager meetings) {
        this.core = core;
        this.speech = speech;
        this.meetings = meetings;
    }

    /// Waits; cancelling the operation ends it.
    Outcome run(RunningOperation operation, Command.ImportRecording request) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        CompletableFuture<Void> before;
        synchronized (this) {
            before = last;
            last = CompletableFuture.allOf(before, done);
        }
        running.add(operation);
        if (closed) {
            operation.cancel();
        }
        try {
            operation.reportProgress("waiting", 0, request.file().getFileName());
            CompletableFuture.anyOf(before, operation.whenCancelled()).join();
            return operation.whenCancelled().isDone() ? new Outcome.Cancelled() : imported(operation, request);
        } catch (CancellationException e) {
            return new Outcome.Cancelled();
        } finally {
            running.remove(operation);
            done.complete(null);
        }
    }

    private Outcome imported(RunningOperation operation, Command.ImportRecording request) {
        Path file = request.file();
        MeetingId own = SoundFileDigest.of(file, speech.pool, operation.whenCancelled());
        Optional<Meeting> known = meetings.meetings().get().stream().filter(meeting -> meeting.id().equals(own)).findFirst();
        if (known.isPresent() && !request.again()) {
            return new Outcome.Failed(Problem.of(ProblemCode.SOUND_FILE_KNOWN, new ProblemSubject.Meeting(own), file.getFileName(), known.get().title()));
        }
        SoundFileTranscript heard = hear(operation, file);
        if (operation.whenCancelled().isDone()) {
            return new Outcome.Cancelled();
        }
        MeetingId id = Failures.join(meetings.add(known.isPresent() ? MeetingId.random() : own, heard));
        ProblemSubject subject = new ProblemSubject.Meeting(id);
        heard.damage().ifPresent(why -> core.problems().raise(Problem.of(ProblemCode.SOUND_FILE_DAMAGED, subject, file, why)));
        heard.gaps().ifPresent(gaps -> core.problems().raise(Problem.of(ProblemCode.SOUND_FILE_GAPS, subject, file, gaps.seconds(), gaps.reason())));
        return Outcome.Done.of("imported", id);
    }

    private SoundFileTranscript hear(RunningOperation operation, Path file) {
        try (ActiveProvider<Recognizer> recognizer = speech.meetingRecognizer()) {
            return speech.soundFiles().transcribe(file, recognizer.get(), core.settings().of(VadSettings.SECTION), operation.whenCancelled(), new SoundFileTranscriber.ProgressListener() {
                private int told = -1;

                @Override
                public void reached(double done) {
                    int percent = (int) (done * 100);
                    if (percent != told) {
                        told = percent;
                        operation.reportProgress("hearing", done, file.getFileName(), percent);
                    }
                }

                @Override
                public void spoken(SoundFileSentence sentence) {}
            });
        }
    }

    /// Cancels all; call it before the meetings are closed.
    @Override
    public void close() {
        closed = true;
        running.forEach(RunningOperation::cancel);
    }
}
