package earshot.simulator;

import module java.base;

import earshot.time.Time;
import earshot.watch.WatchSubscription;

/// A microphone that records silence, and a recorded sentence when asked to, paced by the given clock. Safe for use from any thread.
public final class RecordedMicrophone implements Microphone {
    private static final Duration FRAME = Duration.ofMillis(60);
    private static final Playing SILENCE = new Playing(EncodedRecording.silence(), 0);

    private final Time time;
    private final EncodedRecording recording;
    private final AtomicReference<Playing> playing = new AtomicReference<>(SILENCE);

    /// @param next frame that comes next
    private record Playing(EncodedRecording recording, int next) {
        Playing following() {
            return next + 1 >= recording.packets().size() ? SILENCE : new Playing(recording, next + 1);
        }
    }

    public RecordedMicrophone(Time time, EncodedRecording recording) {
        this.time = time;
        this.recording = recording;
    }

    /// Plays the sentence from its beginning, from the next frame on.
    public void speak() {
        speak(recording);
    }

    /// The same with another sentence.
    public void speak(EncodedRecording other) {
        playing.set(new Playing(other, 0));
    }

    @Override
    public WatchSubscription open(Consumer<Packet> packets) {
        return time.every(FRAME, () -> packets.accept(packet()))::cancel;
    }

    private Packet packet() {
        Playing now = playing.getAndUpdate(Playing::following);
        return now.recording().packets().isEmpty() ? new Packet(EncodedRecording.DTX, false)
            : new Packet(now.recording().packets().get(now.next()), now.next() + 1 == now.recording().spokenFrames());
    }
}
