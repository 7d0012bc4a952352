package earshot.simulator;

import module java.base;

import earshot.time.Time;
import earshot.watch.WatchSubscription;

/// A microphone that records silence, and a recorded sentence when asked to, paced by the given clock. Safe for use from any thread.
public final class RecordedMicrophone implements Microphone {
    private static final Duration FRAME = Duration.ofMillis(60);
    private static final int SILENT = Integer.MIN_VALUE;

    private final Time time;
    private final EncodedRecording recording;
    private final AtomicInteger next = new AtomicInteger(SILENT);

    public RecordedMicrophone(Time time, EncodedRecording recording) {
        this.time = time;
        this.recording = recording;
    }

    /// Plays the sentence from its beginning, from the next frame on.
    public void speak() {
        next.set(0);
    }

    @Override
    public WatchSubscription open(Consumer<Packet> packets) {
        return time.every(FRAME, () -> packets.accept(packet()))::cancel;
    }

    private Packet packet() {
        int frame = next.getAndUpdate(n -> n == SILENT || n + 1 >= recording.packets().size() ? SILENT : n + 1);
        return frame == SILENT || recording.packets().isEmpty()
            ? new Packet(EncodedRecording.DTX, false)
            : new Packet(recording.packets().get(frame), frame + 1 == recording.spokenFrames());
    }
}
