package earshot.session;

import module java.base;

import earshot.asr.HallucinationDetector;
import earshot.asr.HallucinationSettings;
import earshot.asr.RecognitionResult;
import earshot.asr.Recognizer;
import earshot.asr.RecognizerSettings;
import earshot.audio.OpusCodecs;
import earshot.audio.PcmAudio;
import earshot.audio.VoiceActivityDetectorFactory;
import earshot.audio.WavFile;
import earshot.compute.ComputePool;
import earshot.config.Settings;
import earshot.conversation.EchoAssistant;
import earshot.device.DeviceRegistry;
import earshot.device.DeviceStore;
import earshot.device.MutableDeviceModel;
import earshot.event.LogTextFormatter;
import earshot.event.Timeline;
import earshot.meeting.recording.RecordingStore;
import earshot.meeting.transcription.MeetingTranscribers;
import earshot.memory.ConversationMemory;
import earshot.memory.ConversationMemoryFake;
import earshot.problem.Problem;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSinkFake;
import earshot.remote.ActiveProvider;
import earshot.server.AdmissionPolicies;
import earshot.server.DeviceServer;
import earshot.server.ServerSecurity;
import earshot.server.ServerSettings;
import earshot.simulator.EncodedRecording;
import earshot.simulator.Loudspeaker;
import earshot.simulator.RecordedMicrophone;
import earshot.simulator.SimulatedDevice;
import earshot.simulator.SimulatedDeviceProfile;
import earshot.time.SystemTime;
import earshot.tts.Voice;
import earshot.turn.FramePacer;
import earshot.turn.TurnFactory;
import earshot.turn.TurnFacts;
import earshot.turn.TurnLog;
import earshot.turn.TurnServices;
import earshot.watch.MutableWatch;
import earshot.wire.ListenMode;

/// Sessions behind real ports, with real audio and real turns; only recognizer and voice are fake.
final class ServedSessionFixture implements AutoCloseable {
    static final PcmAudio SENTENCE = WavFile.read(Path.of("assets/speech/sentence.wav"));

    private static final HallucinationDetector HALLUCINATIONS = new HallucinationDetector(() -> Settings.defaults().of(HallucinationSettings.SECTION));

    final SystemTime time = new SystemTime();
    final MutableWatch<Settings> settings = new MutableWatch<>(atHome(Settings.defaults()));
    final DeviceRegistry devices = new DeviceRegistry(time, DeviceStore.none());
    final Timeline timeline = new Timeline(time);
    final ComputePool pool = new ComputePool();
    final List<Problem> problems = new CopyOnWriteArrayList<>();
    final SessionRegistry sessions;
    final DeviceServer server;
    volatile String understood = "cardboard";
    private final TurnLog turnLog = new TurnLog();
    private final FramePacer pacer = new FramePacer(time);

    ServedSessionFixture(Path directory, RegistrationStep... steps) {
        this(directory, new ConversationMemoryFake(), steps);
    }

    ServedSessionFixture(Path directory, ConversationMemory memory, RegistrationStep... steps) {
        TurnFactory turns = new TurnFactory(new TurnServices(time, pool, pacer, OpusCodecs.best(), noted(), turnLog, HALLUCINATIONS), new SpeechFake(),
            new SpeechFake(), new EchoAssistant(Duration.ZERO));
        VoiceActivityDetectorFactory detectors = VoiceActivityDetectorFactory.load(directory);
        sessions = new SessionRegistry(
            new SessionServices(time, settings, devices, new SessionServices.AudioServices(OpusCodecs.best(), detectors::open, () -> false),
                new SessionServices.ConversationServices(new SpeechTurnFactory(() -> turns, _ -> Optional::empty, _ -> parts -> parts, turnLog), memory),
                meetingServices(directory),
            new SessionServices.ReportServices(timeline, new LogTextFormatter(() -> 2000), noted(), _ -> {}),
            new SessionServices.ServerServices(List.of(steps), List.of(), new SessionFixture.ServerActionsFake())));
        server = DeviceServer.open(time, () -> settings.get().of(ServerSettings.SECTION), ServerSecurity.standard(), sessions, _ -> {}, (_, _) -> {},
            AdmissionPolicies.undecided(time, devices::dialectChoice), List.of());
    }

    String url() {
        return "ws://127.0.0.1:" + server.port() + "/xiaozhi/v1/";
    }

    MutableDeviceModel row(SimulatedDevice device) {
        return devices.find(device.profile().deviceId()).orElseThrow();
    }

    TurnFacts lastTurn(SimulatedDevice device) {
        return turnLog.lastTurn(device.profile().deviceId()).get().orElseThrow();
    }

    Optional<TurnFacts.Transcript> lastTranscript(SimulatedDevice device) {
        return turnLog.lastTurn(device.profile().deviceId()).get().map(TurnFacts::transcript);
    }

    SimulatedDevice device(int number, ListenMode mode, RecordedMicrophone microphone) {
        return new SimulatedDevice(time, OpusCodecs.best(), SimulatedDeviceProfile.numbered(number, url()).withMode(mode), microphone, Loudspeaker.silent());
    }

    RecordedMicrophone microphone() {
        return new RecordedMicrophone(time, EncodedRecording.of(OpusCodecs.best(), SENTENCE));
    }

    @Override
    public void close() {
        sessions.close();
        server.close();
        pacer.close();
        pool.close();
    }

    private MeetingServices meetingServices(Path directory) {
        ActiveProvider<Recognizer> recognizer = new ActiveProvider<>(() -> settings.get().of(RecognizerSettings.SELECTED),
            _ -> new ActiveProvider.Instance<>(new SpeechFake(), Optional.empty()));
        return new MeetingServices(MeetingParticipationFake::new, new MeetingTranscribers(time, () -> recognizer, HALLUCINATIONS),
            new RecordingStore(directory.resolve("sound"), OpusCodecs.best(), pool, noted())::open);
    }

    private ProblemSink noted() {
        return new ProblemSinkFake(problems::add);
    }

    private static Settings atHome(Settings s) {
        ServerSettings server = new ServerSettings("127.0.0.1", 0, 0, Optional.empty(), Optional.empty(), s.of(ServerSettings.SECTION).auth(), Optional.empty(),
            300);
        return s.with(ServerSettings.SECTION, server);
    }

    private final class SpeechFake implements Recognizer, Voice {
        @Override
        public CompletableFuture<RecognitionResult> recognize(PcmAudio pcmAudio, List<String> expected) {
            return CompletableFuture.completedFuture(new RecognitionResult(understood, 0.5));
        }

        @Override
        public CompletableFuture<PcmAudio> speak(String sentence) {
            return CompletableFuture.completedFuture(new PcmAudio(new short[16_000], 16_000));
        }

        @Override
        public String name() {
            return "cardboard";
        }

        @Override
        public void close() {}
    }
}
