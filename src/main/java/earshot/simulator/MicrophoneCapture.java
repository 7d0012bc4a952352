package earshot.simulator;

import module java.base;

import earshot.problem.ProblemException;
import earshot.watch.WatchSubscription;

/// Sends what the microphone records while it is on. Used by the device's thread. When 40 packets wait for that thread
/// (`MAX_SEND_PACKETS_IN_QUEUE`), further ones are dropped.
final class MicrophoneCapture {
    private static final int MAX_BACKLOG = 40;

    private final DeviceLoop loop;
    private final DeviceRecorder recorder;
    private final Microphone microphone;
    private final Consumer<byte[]> sender;
    private final AtomicInteger backlog = new AtomicInteger();
    private volatile Optional<WatchSubscription> capture = Optional.empty();

    /// @param sender sends one Opus packet
    MicrophoneCapture(DeviceLoop loop, DeviceRecorder recorder, Microphone microphone, Consumer<byte[]> sender) {
        this.loop = loop;
        this.recorder = recorder;
        this.microphone = microphone;
        this.sender = sender;
    }

    /// From any thread.
    boolean running() {
        return capture.isPresent();
    }

    void start() {
        try {
            capture = Optional.of(microphone.open(this::captured));
        } catch (ProblemException e) {
            recorder.logFailure(e.problem());
        }
    }

    void stop() {
        capture.ifPresent(WatchSubscription::close);
        capture = Optional.empty();
    }

    /// On the microphone's thread.
    private void captured(Microphone.Packet packet) {
        if (backlog.get() < MAX_BACKLOG) {
            backlog.incrementAndGet();
            loop.post(() -> {
                backlog.decrementAndGet();
                if (running()) {
                    sender.accept(packet.opus());
                }
            });
        }
        if (packet.lastOfSpeech()) {
            // also where that packet is dropped: the person is silent from here on
            loop.post(() -> recorder.log(new SimulatedDeviceEvent.SpeechEnded()));
        }
    }
}
