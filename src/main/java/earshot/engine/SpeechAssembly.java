package earshot.engine;

import module java.base;

import earshot.asr.HallucinationDetector;
import earshot.asr.HallucinationSettings;
import earshot.asr.Recognizer;
import earshot.asr.RecognizerFactory;
import earshot.asr.RecognizerSettings;
import earshot.asr.WhisperRunner;
import earshot.audio.OpusCodec;
import earshot.audio.OpusCodecs;
import earshot.audio.PcmAudio;
import earshot.audio.VoiceActivityDetectorFactory;
import earshot.compute.ComputePool;
import earshot.meeting.soundfile.SoundFileTranscriber;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import earshot.remote.ActiveProvider;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;
import earshot.session.ConnectionResources;
import earshot.simulator.SampleSentence;
import earshot.store.HomeDirectory;
import earshot.tts.InstalledVoice;
import earshot.tts.MultilingualVoice;
import earshot.tts.Voice;
import earshot.tts.VoiceFactory;
import earshot.tts.VoiceSettings;
import earshot.turn.Assistant;
import earshot.turn.FramePacer;
import earshot.turn.TurnFactory;
import earshot.turn.TurnLog;
import earshot.turn.TurnServices;
import earshot.watch.MutableWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Assembles what is needed to recognize and to speak: codec, detectors, recognizers, voices, and the turns that use them.
final class SpeechAssembly implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpeechAssembly.class);

    final ComputePool pool = new ComputePool();
    final OpusCodec codec = OpusCodecs.best();
    final TurnLog turnLog = new TurnLog();
    final VoiceActivityDetectorFactory detectors;
    final SharedHttpClient http;
    final HallucinationDetector hallucinations;
    /// The embedded one, as is the voice.
    final Recognizer recognizer;
    final WhisperRunner whisper;
    final Voice voice;
    private final CoreServices core;
    private final RecognizerFactory recognizers;
    private final VoiceFactory voices;
    private final FramePacer pacer;
    private final EndSound endSound;
    private final AtomicBoolean weakRecognizerReported = new AtomicBoolean();
    /// Whether the first sentence takes no longer than any other.
    final MutableWatch<Boolean> recognizerReady = new MutableWatch<>(false);

    /// @param config the file given by `--config`
    SpeechAssembly(CoreServices core, SpeechFactory embedded, Optional<Path> config) {
        this.core = core;
        detectors = VoiceActivityDetectorFactory.load(core.home().path().resolve("native"));
        Supplier<Duration> unloadAfter = () -> core.settings().of(RecognizerSettings.KEPT_LOADED);
        recognizer = embedded.recognizer(core.home(), pool, core.time(), unloadAfter);
        whisper = new WhisperRunner(whisperModels(core.home()), core.home().path().resolve("native"), pool, core.time(), unloadAfter);
        voice = new MultilingualVoice(embedded.voice(pool), core.problems(), InstalledVoice::detect, core.time());
        hallucinations = new HallucinationDetector(() -> core.settings().of(HallucinationSettings.SECTION));
        http = new SharedHttpClient(core.time());
        recognizers = new RecognizerFactory(recognizer, whisper, http, core.problems());
        voices = new VoiceFactory(voice, http, codec, core.problems());
        pacer = new FramePacer(core.time());
        endSound = new EndSound(core::settings, config, codec);
    }

    /// Where fetched models are kept.
    static Path whisperModels(HomeDirectory home) {
        return home.path().resolve("models").resolve("whisper");
    }

    /// What makes the turns of all connections, with the embedded recognizer and voice.
    TurnFactory turnFactory(Assistant assistant) {
        reportWeakRecognizer();
        return new TurnFactory(new TurnServices(core.time(), pool, pacer, codec, core.problems(), turnLog, hallucinations, endSound), recognizer, voice,
            assistant);
    }

    /// The recognizer and the voice of a connection; each turn uses those in force when it starts.
    UnaryOperator<TurnFactory> forConnection(ConnectionResources connection) {
        ActiveProvider<Recognizer> connectionRecognizer = connection.own(recognizers.open(() -> core.settings().of(RecognizerSettings.SELECTED)));
        ActiveProvider<Voice> connectionVoice = connection.own(voices.open(() -> core.settings().of(VoiceSettings.SELECTED)));
        return parts -> parts.with(connectionRecognizer.get(), connectionVoice.get());
    }

    /// Somebody may speak soon, because a device asks for its address or connects: what takes seconds to load begins to. Returns at once.
    void prepare(List<String> expectedSentences) {
        boolean embedded = core.settings().of(RecognizerSettings.SELECTED).embedded();
        CompletableFuture<Void> ready = embedded ? recognizer.prepare(expectedSentences, SpeechAssembly::sampleSentence)
            : CompletableFuture.completedFuture(null);
        ready.thenRun(() -> recognizerReady.set(true));
    }

    private static Optional<PcmAudio> sampleSentence() {
        try {
            return Optional.of(SampleSentence.load().pcmAudio());
        } catch (ProblemException e) {
            // told by the test device, which cannot speak without it
            LOG.warn("nothing to practise with: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /// Opens the recognizer of a connection for one meeting.
    ActiveProvider<Recognizer> meetingRecognizer() {
        reportWeakRecognizer();
        return recognizers.open(() -> core.settings().of(RecognizerSettings.SELECTED));
    }

    /// The recognizer of certain settings, for a recording.
    ActiveProvider<Recognizer> recognizer(ProviderSettings provider) {
        return recognizers.open(() -> provider);
    }

    SoundFileTranscriber soundFiles() {
        return new SoundFileTranscriber(core.time(), pool, codec, detectors, hallucinations);
    }

    ActiveComponents components(String assistantName) {
        ProviderSettings selected = core.settings().of(RecognizerSettings.SELECTED);
        return new ActiveComponents(recognizers.name(selected), selected.embedded(), voices.name(core.settings().of(VoiceSettings.SELECTED)), assistantName,
            codec.name(), detectors.name());
    }

    private void reportWeakRecognizer() {
        ProblemSubject choice = new ProblemSubject.Setting(SettingsEdits.selectionKey(ProviderKind.ASR));
        boolean standsIn = core.configuration().found().stream().anyMatch(problem -> problem.subject().equals(choice)); // which is reported
        if (core.settings().of(RecognizerSettings.SELECTED).embedded() && !standsIn && weakRecognizerReported.compareAndSet(false, true)) {
            core.problems().raise(Problem.of(ProblemCode.RECOGNIZER_WEAK));
        }
    }

    @Override
    public void close() {
        Shutdown.close("pacer", pacer);
        Shutdown.close("recogniser", recognizer);
        Shutdown.close("whisper", whisper);
        Shutdown.close("voice", voice);
        Shutdown.close("voices", voices);
        Shutdown.close("providers", http);
        Shutdown.close("compute pool", pool);
    }
}
