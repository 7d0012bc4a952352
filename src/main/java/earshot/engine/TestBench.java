package earshot.engine;

import earshot.audio.OpusCodec;
import earshot.problem.Problems;
import earshot.simulator.Counters;
import earshot.simulator.DeviceProfile;
import earshot.simulator.DeviceState;
import earshot.simulator.FirmwareDevice;
import earshot.simulator.Happening;
import earshot.simulator.LineMicrophone;
import earshot.simulator.LineSpeaker;
import earshot.simulator.Microphone;
import earshot.simulator.Moment;
import earshot.simulator.RecordedMicrophone;
import earshot.simulator.Recording;
import earshot.simulator.SampleSentence;
import earshot.time.Time;
import earshot.watch.Cell;
import earshot.watch.EventLog;
import earshot.watch.Pin;
import earshot.watch.Watch;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// Runs the console's own test device: one at a time, connected to this server, which it finds through OTA as a real device does.
///
/// With a recording, it sends the recording as soon as it is listening and stays connected until it is stopped; starting it again
/// sends it again. With the microphone, it listens while the talk button is held.
final class TestBench {
    private final Time time;
    private final OpusCodec codec;
    private final Problems problems;
    private final Supplier<String> ota;
    private final Cell<Optional<TestDevice>> shown = new Cell<>(Optional.empty());
    private Optional<Bench> bench = Optional.empty();

    private final class Bench {
        final FirmwareDevice device;
        final Optional<RecordedMicrophone> recorded;
        final LineSpeaker speaker = new LineSpeaker(problems);
        final Pin states;
        final Pin counts;
        final Pin moments;
        private volatile boolean talking;
        private volatile boolean closed;
        private boolean spoke;
        private long read;

        Bench(int number, Microphone microphone, Optional<RecordedMicrophone> recorded) {
            this.recorded = recorded;
            device = new FirmwareDevice(time, codec, DeviceProfile.numbered(number, ota.get()), microphone, speaker);
            states = device.state().observe(this::entered);
            counts = device.counters().observe(_ -> show());
            moments = device.moments().observe(this::happened);
        }

        synchronized void entered(DeviceState state) {
            if (recorded.isPresent() && !spoke && state instanceof DeviceState.Listening) {
                spoke = true;
                recorded.get().say();
            }
            show();
        }

        synchronized void happened() {
            EventLog.Rows<Moment> rows = device.moments().read(read, 256);
            read = rows.next();
            rows.rows().forEach(moment -> {
                if (moment.what() instanceof Happening.Failed failed) {
                    problems.raise(failed.problem());
                }
            });
        }

        void show() {
            if (closed) {
                return;
            }
            Counters counters = device.counters().get();
            shown.set(Optional.of(new TestDevice(device.profile().deviceId(), recorded.isEmpty(), talking, device.state().get().word(),
                counters.sent(), counters.played(), counters.underruns())));
        }

        void close() {
            closed = true;
            states.close();
            counts.close();
            moments.close();
            device.close();
            speaker.close();
        }
    }

    /// @param ota OTA address of this server
    TestBench(Time time, OpusCodec codec, Problems problems, Supplier<String> ota) {
        this.time = time;
        this.codec = codec;
        this.problems = problems;
        this.ota = ota;
    }

    Watch<Optional<TestDevice>> shown() {
        return shown;
    }

    /// Starts a device that sends a recording. Encoding it may take a while.
    /// @throws earshot.problem.ProblemException with SPEECH_FILE_UNUSABLE
    synchronized void speak(Optional<Path> file) {
        Recording recording = file.map(wav -> SampleSentence.recording(codec, wav)).orElseGet(() -> SampleSentence.load().recording(codec));
        RecordedMicrophone microphone = new RecordedMicrophone(time, recording);
        stop();
        Bench started = new Bench(1, microphone, Optional.of(microphone));
        bench = Optional.of(started);
        started.device.powerOn(ota.get());
        started.device.button();
    }

    /// Starts a device that sends this computer's microphone.
    /// @throws earshot.problem.ProblemException with MICROPHONE_MISSING
    synchronized void listen() {
        LineMicrophone microphone = new LineMicrophone(codec);
        microphone.open(_ -> {}).close();
        stop();
        Bench started = new Bench(2, microphone, Optional.empty());
        bench = Optional.of(started);
        started.device.powerOn(ota.get());
    }

    /// Presses or releases the talk button; does nothing unless the microphone device runs.
    synchronized void talk(boolean pressed) {
        bench.filter(present -> present.recorded.isEmpty()).ifPresent(present -> {
            present.talking = pressed;
            if (pressed) {
                present.device.press();
            } else {
                present.device.release();
            }
            present.show();
        });
    }

    synchronized void stop() {
        bench.ifPresent(Bench::close);
        bench = Optional.empty();
        shown.set(Optional.empty());
    }
}
