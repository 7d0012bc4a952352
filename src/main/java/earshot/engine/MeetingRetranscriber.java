package earshot.engine;

import module java.base;

import earshot.asr.Recognizer;
import earshot.asr.RecognizerSettings;
import earshot.audio.PcmAudio;
import earshot.audio.VadSettings;
import earshot.audio.format.UnusableAudioException;
import earshot.engine.Operation.Outcome;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.live.MeetingManager;
import earshot.meeting.recording.RecordedSound;
import earshot.meeting.recording.RecordingStore;
import earshot.meeting.soundfile.HeardSound;
import earshot.meeting.soundfile.SoundFileSentence;
import earshot.meeting.soundfile.PcmSource;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import earshot.remote.ActiveProvider;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;

/// Transcribes the recordings of ended meetings again, with a recognizer that is chosen. The new text is stored when all was heard, in one transaction, beside
/// the one before: what is cancelled, or ends with the program, changes nothing. Thread-safe.
final class MeetingRetranscriber {
    private final CoreServices core;
    private final SpeechAssembly speech;
    private final MeetingManager meetings;
    private final RecordingStore sounds;
    private final TranscriptionQueue queue;

    MeetingRetranscriber(CoreServices core, SpeechAssembly speech, MeetingManager meetings, RecordingStore sounds, TranscriptionQueue queue) {
        this.core = core;
        this.speech = speech;
        this.meetings = meetings;
        this.sounds = sounds;
        this.queue = queue;
    }

    /// Waits; cancelling the operation ends it.
    ///
    /// @throws ProblemException when there is nothing to hear, or it cannot be heard
    Outcome run(RunningOperation operation, Command.Retranscribe request) {
        Meeting meeting = ended(request.meeting());
        ProviderSettings provider = provider(request);
        return queue.run(operation, name(meeting), () -> transcribed(operation, request.meeting(), provider));
    }

    private ProviderSettings provider(Command.Retranscribe request) {
        return new WrittenProviders(core.configuration(), _ -> speech.recognizer.name()).require(ProviderKind.ASR, request.recognizer());
    }

    /// The alias of the recognizer in force.
    String selected() {
        return core.settings().of(RecognizerSettings.SELECTED).alias();
    }

    /// Refuses a request that cannot be begun.
    ///
    /// @throws ProblemException why
    void require(Command.Retranscribe request) {
        Meeting meeting = ended(request.meeting());
        provider(request);
        if (!meeting.recorded()) {
            throw new ProblemException(Problem.of(ProblemCode.MEETING_SOUND_ABSENT, new ProblemSubject.Meeting(meeting.id()), name(meeting)));
        }
    }

    private Outcome transcribed(RunningOperation operation, MeetingId id, ProviderSettings provider) {
        Meeting meeting = ended(id); // it may have changed while this waited
        ProblemSubject subject = new ProblemSubject.Meeting(id);
        Map<DeviceId, HeardSound> heard = heard(operation, meeting, provider);
        if (operation.whenCancelled().isDone()) {
            return new Outcome.Cancelled();
        }
        if (heard.values().stream().allMatch(one -> one.sentences().isEmpty())) {
            long seconds = heard.values().stream().mapToLong(one -> one.length().toSeconds()).sum();
            throw new ProblemException(Problem.of(ProblemCode.MEETING_SOUND_SILENT, subject, name(meeting), Math.max(1, seconds), provider.alias()));
        }
        Map<DeviceId, List<SoundFileSentence>> sentences = new LinkedHashMap<>();
        heard.forEach((device, sound) -> sentences.put(device, sound.sentences()));
        Failures.join(meetings.addVersion(id, provider.alias(), sentences));
        heard.values().stream().flatMap(one -> one.gaps().stream())
            .forEach(gaps -> core.problems().raise(Problem.of(ProblemCode.MEETING_SOUND_GAPS, subject, name(meeting), gaps.seconds(), gaps.reason())));
        return Outcome.Done.of("retranscribed", id);
    }

    /// What was said at each device that was recorded.
    private Map<DeviceId, HeardSound> heard(RunningOperation operation, Meeting meeting, ProviderSettings provider) {
        Map<DeviceId, RecordedSound> recorded = new LinkedHashMap<>();
        try (ActiveProvider<Recognizer> recognizer = speech.recognizer(provider.withoutFallback())) {
            for (DeviceId device : meeting.devices()) {
                open(meeting.id(), device).ifPresent(sound -> recorded.put(device, sound));
            }
            if (recorded.isEmpty()) {
                throw new ProblemException(Problem.of(ProblemCode.MEETING_SOUND_ABSENT, new ProblemSubject.Meeting(meeting.id()), name(meeting)));
            }
            long size = Math.max(1, recorded.values().stream().mapToLong(RecordedSound::size).sum());
            TranscriptionProgress progress = new TranscriptionProgress(operation, name(meeting), Optional.empty());
            Map<DeviceId, HeardSound> heard = new LinkedHashMap<>();
            long before = 0;
            for (Map.Entry<DeviceId, RecordedSound> one : recorded.entrySet()) {
                progress.next((double) before / size, (double) one.getValue().size() / size);
                heard.put(one.getKey(), speech.soundFiles().transcribe(new Source(one.getValue()), recognizer.get(), core.settings().of(VadSettings.SECTION),
                    operation.whenCancelled(), progress));
                before += one.getValue().size();
            }
            return heard;
        } catch (IOException | UnusableAudioException e) {
            throw new ProblemException(Problem.of(ProblemCode.STORE_FAILED, Failures.argument(e)), e);
        } finally {
            recorded.values().forEach(RecordedSound::close);
        }
    }

    private Optional<RecordedSound> open(MeetingId meeting, DeviceId device) {
        try {
            return Optional.of(sounds.sound(meeting, device));
        } catch (NoSuchFileException _) {
            return Optional.empty(); // it sent no sound, or none was kept
        } catch (IOException e) {
            throw new ProblemException(Problem.of(ProblemCode.STORE_FAILED, Failures.argument(e)), e);
        }
    }

    private Meeting ended(MeetingId id) {
        Meeting meeting = meetings.meetings().get().stream().filter(one -> one.id().equals(id)).findFirst()
            .orElseThrow(() -> new ProblemException(Problem.of(ProblemCode.MEETING_UNKNOWN, new ProblemSubject.Meeting(id), id)));
        if (meeting.running()) {
            throw new ProblemException(Problem.of(ProblemCode.MEETING_RUNNING, new ProblemSubject.Meeting(id), id));
        }
        return meeting;
    }

    private static String name(Meeting meeting) {
        return meeting.title().isBlank() ? meeting.id().value() : meeting.title();
    }

    private record Source(RecordedSound sound) implements PcmSource {
        @Override
        public Optional<PcmAudio> next() throws IOException {
            return sound.next();
        }

        @Override
        public double done() {
            return sound.done();
        }

        @Override
        public boolean incomplete() {
            return false;
        }
    }
}
