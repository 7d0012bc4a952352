package earshot.session;

import earshot.asr.Recognizer;
import earshot.asr.Transcript;
import earshot.audio.Opus;
import earshot.audio.Speech;
import earshot.audio.VoiceDetectors;
import earshot.audio.Wav;
import earshot.compute.ComputePool;
import earshot.config.Settings;
import earshot.device.DeviceBook;
import earshot.device.DeviceCells;
import earshot.device.Devices;
import earshot.event.LogText;
import earshot.event.Timeline;
import earshot.meeting.sound.KeptSounds;
import earshot.meeting.voice.Transcribers;
import earshot.memory.Memory;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.provider.Chosen;
import earshot.server.Doors;
import earshot.simulator.DeviceProfile;
import earshot.simulator.FirmwareDevice;
import earshot.simulator.RecordedMicrophone;
import earshot.simulator.Recording;
import earshot.simulator.Speaker;
import earshot.time.SystemTime;
import earshot.tts.Voice;
import earshot.turn.Companion;
import earshot.turn.Echo;
import earshot.turn.Pacer;
import earshot.turn.TurnLog;
import earshot.turn.Turns;
import earshot.watch.Cell;
import earshot.wire.ListenMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/// Sessions behind real ports, with real audio and real turns; only recognizer and voice are fake.
final class House implements AutoCloseable {
    static final Speech SENTENCE = Wav.read(Path.of("assets/speech/sentence.wav"));

    final SystemTime time = new SystemTime();
    final Cell<Settings> settings = new Cell<>(atHome(Settings.defaults()));
    final Devices devices = new Devices(time, DeviceBook.none());
    final Timeline timeline = new Timeline(time);
    final ComputePool pool = new ComputePool();
    final List<Problem> problems = new CopyOnWriteArrayList<>();
    final Sessions sessions;
    final Doors doors;
    private final Pacer pacer = new Pacer(time);

    House(Path directory, Registration... steps) {
        this(directory, Memory.none(), steps);
    }

    House(Path directory, Memory memory, Registration... steps) {
        Turns turns = new Turns(time, pool, pacer, Opus.best(), new Cardboard(), new Cardboard(), new Echo(Duration.ZERO), noted(), new TurnLog());
        VoiceDetectors detectors = VoiceDetectors.load(directory);
        sessions = new Sessions(new SessionParts(time, settings, devices, Opus.best(), detectors::open, new SpokenTurns(() -> turns, _ -> Companion.none()), desk(directory), memory, timeline,
            new LogText(() -> 2000), noted(),
            List.of(steps), new Bench.Asked(), _ -> {}));
        doors = Doors.open(time, () -> settings.get().server(), sessions, _ -> {}, (_, _) -> {}, devices::dialectChoice, List.of());
    }

    String url() {
        return "ws://127.0.0.1:" + doors.port() + "/xiaozhi/v1/";
    }

    DeviceCells row(FirmwareDevice device) {
        return devices.find(device.profile().deviceId()).orElseThrow();
    }

    void change(UnaryOperator<Settings> change) {
        settings.update(change);
    }

    FirmwareDevice device(int number, ListenMode mode, RecordedMicrophone microphone) {
        return new FirmwareDevice(time, Opus.best(), DeviceProfile.numbered(number, url()).withMode(mode), microphone, Speaker.silent());
    }

    RecordedMicrophone microphone() {
        return new RecordedMicrophone(time, Recording.of(Opus.best(), SENTENCE));
    }

    @Override
    public void close() {
        sessions.close();
        doors.close();
        pacer.close();
        pool.close();
    }

    private MeetingDesk desk(Path directory) {
        Chosen<Recognizer> cardboard = new Chosen<>(() -> settings.get().speech().recognizer(), _ -> new Chosen.Made<>(new Cardboard(), Optional.empty()));
        return new MeetingDesk(FakeSeat::new, new Transcribers(time, () -> cardboard), new KeptSounds(directory.resolve("sound"), Opus.best(), pool, noted())::open);
    }

    private Problems noted() {
        return new Problems() {
            @Override
            public void raise(Problem problem) {
                problems.add(problem);
            }

            @Override
            public void resolve(Code code, Subject subject) {}
        };
    }

    private static Settings atHome(Settings s) {
        Settings.Server server = new Settings.Server("127.0.0.1", 0, 0, Optional.empty(), Optional.empty(), s.server().auth(), Optional.empty());
        return new Settings(server, s.idle(), s.listening(), s.vad(), s.speech(), s.models(), s.memory(), s.workers(), s.greeting(), s.log(), s.meetings());
    }

    private static final class Cardboard implements Recognizer, Voice {
        @Override
        public CompletableFuture<Transcript> recognize(Speech speech, List<String> expected) {
            return CompletableFuture.completedFuture(new Transcript("cardboard", 0.5));
        }

        @Override
        public CompletableFuture<Speech> speak(String sentence) {
            return CompletableFuture.completedFuture(new Speech(new short[16_000], 16_000));
        }

        @Override
        public String name() {
            return "cardboard";
        }

        @Override
        public void close() {}
    }
}
