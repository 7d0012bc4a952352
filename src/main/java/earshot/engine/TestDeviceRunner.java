package earshot.engine;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.engine.Operation.Outcome;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemSink;
import earshot.simulator.EncodedRecording;
import earshot.simulator.FirmwareState;
import earshot.simulator.FrameCounters;
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

/// Runs the console's own test device: one at a time, connected to this server, which it finds through OTA as a real device does.
///
/// With a recording, it sends the recording as soon as it is listening and stays connected until it is stopped; starting it again
/// sends it again. With the microphone, it listens while the talk button is held.
final class TestDeviceRunner {
    private final Time time;
    private final OpusCodec codec;
    private final ProblemSink problems;
    private final Supplier<String> ota;
    private final Function<DeviceId, String> tokens;
    private final Supplier<Optional<Problem>> closed;
    private final MutableWatch<Optional<TestDeviceState>> state = new MutableWatch<>(Optional.empty());
    private Optional<RunningDevice> runningDevice = Optional.empty();

    private final class RunningDevice {
        final SimulatedDevice device;
        final Optional<RecordedMicrophone> recorded;
        final SystemLoudspeaker speaker = new SystemLoudspeaker(problems);
        final List<WatchSubscription> subscriptions;
        private volatile boolean talking;
        private volatile boolean closed;
        private boolean spoke;
        private long nextEvent;

        RunningDevice(int number, Microphone microphone, Optional<RecordedMicrophone> recorded) {
            this.recorded = recorded;
            device = new SimulatedDevice(time, codec, profile(number), microphone, speaker);
            subscriptions = List.of(device.state().observe(this::stateChanged), device.counters().observe(_ -> publishState()), device.events().observe(this::readEvents));
        }

        synchronized void stateChanged(FirmwareState state) {
            if (recorded.isPresent() && !spoke && state instanceof FirmwareState.Listening) {
                spoke = true;
                recorded.get().speak();
            }
            publishState();
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

        void publishState() {
            if (closed) {
                return;
            }
            FrameCounters counters = device.counters().get();
            state.set(Optional.of(new TestDeviceState(device.profile().deviceId(), recorded.isEmpty(), talking, device.state().get().word(),
                counters.sent(), counters.played(), counters.underruns())));
        }

        void close() {
            closed = true;
            subscriptions.forEach(WatchSubscription::close);
            device.close();
            speaker.close();
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

    Watch<Optional<TestDeviceState>> state() {
        return state;
    }

    /// Waits; call it on a virtual thread. Where the server is closed no device is started, and the outcome says why.
    Outcome perform(Command.TestDeviceCommand command) {
        Optional<Problem> why = command instanceof Command.StartTestDevice || command instanceof Command.StartMicrophoneDevice ? closed.get() : Optional.empty();
        if (why.isPresent()) {
            return new Outcome.Failed(why.get());
        }
        switch (command) {
            case Command.StartTestDevice start -> startRecording(start.speech());
            case Command.StartMicrophoneDevice _ -> startMicrophone();
            case Command.TalkTestDevice talk -> pressTalkButton(talk.pressed());
            case Command.StopTestDevice _ -> stop();
        }
        return Outcome.Done.of("");
    }

    /// Starts a device that sends a recording. Encoding it may take a while.
    /// @throws earshot.problem.ProblemException with SPEECH_FILE_UNUSABLE
    private synchronized void startRecording(Optional<Path> file) {
        EncodedRecording recording = file.map(wav -> SampleSentence.recording(codec, wav)).orElseGet(() -> SampleSentence.load().recording(codec));
        RecordedMicrophone microphone = new RecordedMicrophone(time, recording);
        stop();
        RunningDevice started = new RunningDevice(1, microphone, Optional.of(microphone));
        runningDevice = Optional.of(started);
        started.device.powerOn(ota.get());
        started.device.button();
    }

    /// @throws earshot.problem.ProblemException with MICROPHONE_MISSING
    private synchronized void startMicrophone() {
        SystemMicrophone microphone = new SystemMicrophone(codec);
        microphone.open(_ -> {}).close();
        stop();
        RunningDevice started = new RunningDevice(2, microphone, Optional.empty());
        runningDevice = Optional.of(started);
        started.device.powerOn(ota.get());
    }

    /// Presses or releases the talk button; does nothing unless the microphone device runs.
    private synchronized void pressTalkButton(boolean pressed) {
        runningDevice.filter(present -> present.recorded.isEmpty()).ifPresent(present -> {
            present.talking = pressed;
            if (pressed) {
                present.device.press();
            } else {
                present.device.release();
            }
            present.publishState();
        });
    }

    synchronized void stop() {
        runningDevice.ifPresent(RunningDevice::close);
        runningDevice = Optional.empty();
        state.set(Optional.empty());
    }
}
