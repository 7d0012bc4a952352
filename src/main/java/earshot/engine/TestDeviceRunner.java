package earshot.engine;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.engine.Operation.Outcome;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemSink;
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
import earshot.time.Time;
import earshot.watch.EventLog;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;
import earshot.watch.WatchSubscription;

/// Runs the console's own test devices, connected to this server, which they find through OTA as real devices do. What is started takes the place of what ran.
///
/// With a recording, they send it as soon as they are listening, as often as they are asked to, and stay connected until they are stopped. With the microphone there is one, which listens
/// while the talk button is held.
final class TestDeviceRunner {
    /// That of the first with a recording is 1.
    private static final int MICROPHONE_NUMBER = 2;

    private final Time time;
    private final OpusCodec codec;
    private final ProblemSink problems;
    private final Supplier<String> ota;
    private final Function<DeviceId, String> tokens;
    private final Supplier<Optional<Problem>> closed;
    private final MutableWatch<Optional<TestDeviceState>> state = new MutableWatch<>(Optional.empty());
    private final MutableWatch<List<TestDeviceReport>> reports = new MutableWatch<>(List.of());
    private volatile List<RunningDevice> running = List.of();

    private final class RunningDevice {
        final SimulatedDevice device;
        final Optional<SpeakingTestDevice> speaking;
        final Optional<SystemLoudspeaker> speaker;
        final List<WatchSubscription> subscriptions;
        private volatile boolean talking;
        private volatile boolean closed;
        private long nextEvent;

        /// @param recorded the recording that it speaks so often; empty for the microphone
        /// @param heard whether this computer plays its answers
        RunningDevice(int number, Microphone microphone, Optional<RecordedMicrophone> recorded, int sentences, boolean heard) {
            speaker = heard ? Optional.of(new SystemLoudspeaker(problems)) : Optional.empty();
            device = new SimulatedDevice(time, codec, profile(number), microphone, speaker.<Loudspeaker>map(line -> line).orElse(Loudspeaker.silent()));
            speaking = recorded.map(own -> new SpeakingTestDevice(time, device, own, ota.get(), sentences, this::publishReports));
            subscriptions = List.of(device.state().observe(_ -> stateChanged()), device.counters().observe(_ -> publishState()), device.events().observe(this::readEvents));
        }

        void stateChanged() {
            publishState();
            publishReports();
        }

        void publishReports() {
            if (!closed && speaking.isPresent()) {
                TestDeviceRunner.this.publishReports();
            }
        }

        synchronized void readEvents() {
            EventLog.Page<TimedDeviceEvent> page = device.events().read(nextEvent, 256);
            nextEvent = page.next();
            page.rows().forEach(timed -> {
                if (timed.event() instanceof SimulatedDeviceEvent.Failed failed) {
                    problems.raise(failed.problem());
                }
            });
        }

        synchronized void publishState() {
            if (closed || running.stream().findFirst().filter(this::equals).isEmpty()) {
                return;
            }
            FrameCounters counters = device.counters().get();
            state.set(Optional.of(new TestDeviceState(device.profile().deviceId(), speaking.isEmpty(), talking, device.state().get().word(),
                counters.sent(), counters.played(), counters.underruns())));
        }

        void close() {
            synchronized (this) {
                closed = true;
            }
            subscriptions.forEach(WatchSubscription::close);
            speaking.ifPresent(SpeakingTestDevice::close);
            device.close();
            speaker.ifPresent(SystemLoudspeaker::close);
        }
    }

    /// @param ota OTA address of this server
    /// @param tokens the token of a test device, by its id: a person who starts it has approved it
    /// @param closed why the server is closed, where it is
    TestDeviceRunner(Time time, OpusCodec codec, ProblemSink problems, Supplier<String> ota, Function<DeviceId, String> tokens, Supplier<Optional<Problem>> closed) {
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
            case Command.SpeakAgain _ -> running.forEach(present -> present.speaking.ifPresent(speaking -> speaking.speak(1)));
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
            return new RunningDevice(number, microphone, Optional.of(microphone), sentences, number == 1);
        }).toList();
        running.getFirst().stateChanged();
    }

    /// @throws earshot.problem.ProblemException with MICROPHONE_MISSING
    private synchronized void startMicrophone() {
        SystemMicrophone microphone = new SystemMicrophone(codec);
        microphone.open(_ -> {}).close();
        stop();
        RunningDevice started = new RunningDevice(MICROPHONE_NUMBER, microphone, Optional.empty(), 0, true);
        running = List.of(started);
        started.publishState();
        started.device.powerOn(ota.get());
    }

    /// Presses or releases the talk button; does nothing unless the microphone device runs.
    private synchronized void pressTalkButton(boolean pressed) {
        running.stream().filter(present -> present.speaking.isEmpty()).forEach(present -> {
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
            reports.set(running.stream().flatMap(present -> present.speaking.stream()).map(SpeakingTestDevice::report).toList());
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
