package earshot.engine;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.engine.Operation.Outcome;
import earshot.fault.FaultRegistry;
import earshot.fault.FaultSide;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.simulator.EncodedRecording;
import earshot.simulator.FrameCounters;
import earshot.simulator.Loudspeaker;
import earshot.simulator.Microphone;
import earshot.simulator.RecordedMicrophone;
import earshot.simulator.SampleSentence;
import earshot.simulator.SimulatedDevice;
import earshot.simulator.SimulatedDeviceEvent;
import earshot.simulator.SimulatedDeviceProfile;
import earshot.simulator.SystemLoudspeaker;
import earshot.simulator.SystemMicrophone;
import earshot.simulator.TimedDeviceEvent;
import earshot.simulator.script.DeviceScript;
import earshot.simulator.script.DeviceScriptReader;
import earshot.simulator.script.ScriptedConversation;
import earshot.time.Time;
import earshot.watch.EventLog;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;
import earshot.watch.WatchSubscription;

/// Runs the console's own test devices, connected to this server, which they find through OTA as real devices do. What is started takes the place of what ran.
///
/// With a script they do what it says. With a recording, they send it as soon as they are listening, as often as they are asked to, and stay connected until
/// they are stopped. With the microphone there is one, which listens while the talk button is held.
final class TestDeviceRunner {
    /// That of the first with a recording is 1.
    private static final int MICROPHONE_NUMBER = 2;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    /// Between two devices that are switched on.
    private static final Duration APART = Duration.ofMillis(50);
    private static final EncodedRecording SILENCE = new EncodedRecording(List.of());

    private final Time time;
    private final OpusCodec codec;
    private final ProblemSink problems;
    private final Supplier<String> ota;
    private final Function<DeviceId, String> tokens;
    private final Supplier<Optional<Problem>> closed;
    private final FaultRegistry faults;
    private final MutableWatch<Optional<TestDeviceState>> state = new MutableWatch<>(Optional.empty());
    private final MutableWatch<List<TestDeviceReport>> reports = new MutableWatch<>(List.of());
    private volatile List<RunningDevice> running = List.of();
    /// Those that did not get to the server.
    private final Set<DeviceId> unreached = ConcurrentHashMap.newKeySet();

    private final class RunningDevice {
        final SimulatedDevice device;
        final Optional<AutomaticTestDevice> talker;
        final Optional<SystemLoudspeaker> speaker;
        final List<WatchSubscription> subscriptions;
        private volatile boolean talking;
        private volatile boolean closed;
        private long nextEvent;

        /// @param talk makes it talk by itself
        /// @param heard whether this computer plays its answers
        RunningDevice(SimulatedDeviceProfile profile, Microphone microphone, Optional<Function<RunningDevice, AutomaticTestDevice>> talk, boolean heard) {
            speaker = heard ? Optional.of(new SystemLoudspeaker(time, problems)) : Optional.empty();
            device = new SimulatedDevice(time, codec, profile, microphone, speaker.<Loudspeaker>map(line -> line).orElse(Loudspeaker.silent()), 0,
                () -> faults.of(profile.deviceId(), FaultSide.DEVICE));
            talker = talk.map(talking -> talking.apply(this));
            subscriptions = List.of(device.state().observe(_ -> stateChanged()), device.counters().observe(_ -> publishState()),
                device.events().observe(this::readEvents));
        }

        void stateChanged() {
            publishState();
            publishReports();
        }

        void publishReports() {
            if (!closed && talker.isPresent()) {
                TestDeviceRunner.this.publishReports();
            }
        }

        synchronized void readEvents() {
            EventLog.Page<TimedDeviceEvent> page = device.events().read(nextEvent, 256);
            nextEvent = page.next();
            page.rows().forEach(timed -> {
                if (timed.event() instanceof SimulatedDeviceEvent.Failed(Problem problem)) {
                    unreached.add(device.profile().deviceId());
                    problems.raise(problem);
                } else if (timed.event() instanceof SimulatedDeviceEvent.HelloReceived) {
                    reached();
                }
            });
        }

        /// It has its connection, or wants none.
        private void reached() {
            if (unreached.remove(device.profile().deviceId()) && unreached.isEmpty()) {
                problems.resolve(ProblemCode.SERVER_UNREACHABLE, ProblemSubject.program());
            }
        }

        synchronized void publishState() {
            if (closed || running.stream().findFirst().filter(this::equals).isEmpty()) {
                return;
            }
            FrameCounters counters = device.counters().get();
            state.set(Optional.of(new TestDeviceState(device.profile().deviceId(), talker.isEmpty(), talking, device.state().get().word(),
                counters.sent(), counters.played(), counters.underruns())));
        }

        void close() {
            synchronized (this) {
                closed = true;
            }
            subscriptions.forEach(WatchSubscription::close);
            talker.ifPresent(AutomaticTestDevice::close);
            device.close();
            speaker.ifPresent(SystemLoudspeaker::close);
            reached();
        }
    }

    /// @param ota OTA address of this server
    /// @param tokens the token of a test device, by its id: a person who starts it has approved it
    /// @param closed why the server is closed, where it is
    /// @param faults what they do wrong on purpose
    TestDeviceRunner(Time time, OpusCodec codec, ProblemSink problems, Supplier<String> ota, Function<DeviceId, String> tokens,
        Supplier<Optional<Problem>> closed, FaultRegistry faults) {
        this.faults = faults;
        this.closed = closed;
        this.time = time;
        this.codec = codec;
        this.problems = problems;
        this.ota = ota;
        this.tokens = tokens;
    }

    private SimulatedDeviceProfile profile(int number) {
        SimulatedDeviceProfile profile = SimulatedDeviceProfile.numbered(number, ota.get());
        return profile.withToken(Optional.of(tokens.apply(profile.deviceId())));
    }

    Watch<List<TestDeviceReport>> reports() {
        return reports;
    }

    Watch<Optional<TestDeviceState>> state() {
        return state;
    }

    /// Waits; call it on a virtual thread. Where the server is closed no device is started, and the outcome says why.
    Outcome perform(Command.TestDeviceCommand command) {
        Optional<Problem> why = command instanceof Command.StopTestDevice || command instanceof Command.TalkTestDevice ? Optional.empty() : closed.get();
        if (why.isPresent()) {
            return new Outcome.Failed(why.get());
        }
        switch (command) {
            case Command.StartTestDevice start -> startRecording(start.speech(), 1, 1);
            case Command.StartTestDevices start -> startRecording(Optional.empty(), start.devices(), start.sentences());
            case StartTestScript start -> startScript(start.script(), start.devices());
            case Command.SpeakAgain _ -> running.forEach(present -> present.talker.ifPresent(talker -> talker.speak(1)));
            case Command.StartMicrophoneDevice _ -> startMicrophone();
            case Command.TalkTestDevice talk -> pressTalkButton(talk.pressed());
            case Command.StopTestDevice _ -> stop();
        }
        return Outcome.Done.of("");
    }

    /// Starts devices that send a recording. Encoding it may take a while.
    /// @throws earshot.problem.ProblemException with SPEECH_FILE_UNUSABLE
    private synchronized void startRecording(Optional<Path> file, int devices, int sentences) {
        EncodedRecording recording = file.map(wav -> SampleSentence.recording(codec, wav)).orElseGet(() -> SampleSentence.load().recording(codec));
        stop();
        running = IntStream.rangeClosed(1, devices).mapToObj(number -> {
            RecordedMicrophone microphone = new RecordedMicrophone(time, recording);
            return new RunningDevice(profile(number), microphone, Optional.of(started -> new SpeakingTestDevice(time, started.device, microphone, ota.get(),
                APART.multipliedBy(number - 1), sentences, started::publishReports)), number == 1);
        }).toList();
        running.getFirst().stateChanged();
    }

    /// Starts devices that play a script. Encoding its recordings may take a while.
    /// @throws earshot.problem.ProblemException with SCRIPT_UNUSABLE or SPEECH_FILE_UNUSABLE
    private synchronized void startScript(Path file, int devices) {
        DeviceScript script = DeviceScriptReader.read(file);
        Map<Optional<Path>, EncodedRecording> recordings = script.recordings(codec);
        stop();
        running = IntStream.rangeClosed(1, devices).mapToObj(number -> {
            SimulatedDeviceProfile usual = profile(number);
            SimulatedDeviceProfile profile = usual.withMode(script.mode().orElse(usual.mode())).withFraming(script.framing().orElse(usual.framing()));
            RecordedMicrophone microphone = new RecordedMicrophone(time, recordings.getOrDefault(Optional.<Path>empty(), SILENCE));
            return new RunningDevice(profile, microphone, Optional.of(started -> new ScriptedTestDevice(started.device, script,
                new ScriptedConversation(time, started.device, microphone, script, recordings, ANSWER_LIMIT, started::publishReports), ota.get(),
                started::publishReports)), number == 1);
        }).toList();
        running.getFirst().stateChanged();
    }

    /// @throws earshot.problem.ProblemException with MICROPHONE_MISSING
    private synchronized void startMicrophone() {
        SystemMicrophone microphone = new SystemMicrophone(codec);
        microphone.open(_ -> {}).close();
        stop();
        RunningDevice started = new RunningDevice(profile(MICROPHONE_NUMBER), microphone, Optional.empty(), true);
        running = List.of(started);
        started.publishState();
        started.device.powerOn(ota.get());
    }

    /// Presses or releases the talk button; does nothing unless the microphone device runs.
    private synchronized void pressTalkButton(boolean pressed) {
        running.stream().filter(present -> present.talker.isEmpty()).forEach(present -> {
            present.talking = pressed;
            if (pressed) {
                present.device.press();
            } else {
                present.device.release();
            }
            present.publishState();
        });
    }

    private void publishReports() {
        synchronized (reports) {
            reports.set(running.stream().flatMap(present -> present.talker.stream()).map(AutomaticTestDevice::report).toList());
        }
    }

    synchronized void stop() {
        running.forEach(RunningDevice::close);
        synchronized (reports) {
            running = List.of();
            reports.set(List.of());
        }
        state.set(Optional.empty());
    }
}
