package earshot.engine;

import module java.base;

import earshot.asr.Recognizer;
import earshot.audio.VadSettings;
import earshot.engine.Operation.Outcome;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSettings;
import earshot.meeting.live.MeetingManager;
import earshot.meeting.recording.RecordingCopy;
import earshot.meeting.recording.RecordingStore;
import earshot.meeting.soundfile.SoundFileDigest;
import earshot.meeting.soundfile.SoundFileMeeting;
import earshot.meeting.soundfile.SoundFileTranscript;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import earshot.remote.ActiveProvider;

/// Imports recordings as meetings, one after the other. A meeting is stored when all of its recording was heard, in one transaction: what is cancelled, or ends
/// with the program, leaves nothing behind. Its sound is kept as that of any other meeting, where `meeting.keep_sound` says so. Thread-safe.
final class RecordingImporter {
    private final CoreServices core;
    private final SpeechAssembly speech;
    private final MeetingManager meetings;
    private final RecordingStore sounds;
    private final TranscriptionQueue queue;

    RecordingImporter(CoreServices core, SpeechAssembly speech, MeetingManager meetings, RecordingStore sounds, TranscriptionQueue queue) {
        this.core = core;
        this.speech = speech;
        this.meetings = meetings;
        this.sounds = sounds;
        this.queue = queue;
    }

    /// Waits; cancelling the operation ends it.
    Outcome run(RunningOperation operation, Command.ImportRecording request) {
        return queue.run(operation, request.file().getFileName(), () -> imported(operation, request));
    }

    private Outcome imported(RunningOperation operation, Command.ImportRecording request) {
        Path file = request.file();
        MeetingId own = SoundFileDigest.of(file, speech.pool, operation.whenCancelled());
        Optional<Meeting> known = meetings.meetings().get().stream().filter(meeting -> meeting.id().equals(own)).findFirst();
        if (known.isPresent() && !request.again()) {
            return new Outcome.Failed(Problem.of(ProblemCode.SOUND_FILE_KNOWN, new ProblemSubject.Meeting(own), file.getFileName(), known.get().title()));
        }
        MeetingId id = known.isPresent() ? MeetingId.random() : own;
        SoundFileTranscript heard;
        boolean recorded;
        try (Copy copy = copy(id)) {
            heard = hear(operation, file, copy);
            if (operation.whenCancelled().isDone()) {
                return new Outcome.Cancelled();
            }
            recorded = copy.keep();
        } catch (UncheckedIOException e) {
            throw new ProblemException(Problem.of(ProblemCode.STORE_FAILED, Failures.argument(e)), e);
        }
        try {
            Failures.join(meetings.add(id, heard, recorded));
        } catch (RuntimeException e) {
            sounds.delete(Optional.of(id));
            throw e;
        }
        ProblemSubject subject = new ProblemSubject.Meeting(id);
        heard.damage().ifPresent(why -> core.problems().raise(Problem.of(ProblemCode.SOUND_FILE_DAMAGED, subject, file, why)));
        heard.gaps().ifPresent(gaps -> core.problems().raise(Problem.of(ProblemCode.SOUND_FILE_GAPS, subject, file, gaps.seconds(), gaps.reason())));
        return Outcome.Done.of("imported", id);
    }

    private SoundFileTranscript hear(RunningOperation operation, Path file, Copy copy) {
        try (ActiveProvider<Recognizer> recognizer = speech.meetingRecognizer()) {
            return speech.soundFiles().transcribe(file, recognizer.get(), core.settings().of(VadSettings.SECTION), operation.whenCancelled(),
                new TranscriptionProgress(operation, file.getFileName(), copy.recording));
        }
    }

    private Copy copy(MeetingId id) {
        if (!core.settings().of(MeetingSettings.SECTION).keepAudio()) {
            return new Copy(Optional.empty());
        }
        try {
            return new Copy(Optional.of(sounds.copy(id, SoundFileMeeting.PARTICIPANT)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The sound of the meeting, if it is kept.
    private record Copy(Optional<RecordingCopy> recording) implements AutoCloseable {
        /// False when there is none, or it was deleted meanwhile with all others.
        boolean keep() {
            try {
                if (recording.isPresent()) {
                    recording.get().keep();
                }
                return recording.isPresent();
            } catch (NoSuchFileException _) {
                return false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            recording.ifPresent(RecordingCopy::close);
        }
    }
}
