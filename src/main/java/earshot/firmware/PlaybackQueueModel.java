package earshot.firmware;

/// The firmware's playback queue: one packet is played, 40 may wait whatever their duration, further ones are dropped. Used on one thread.
///
/// Source: xiaozhi-protocol rule 10.
final class PlaybackQueueModel {
    static final int CAPACITY = 40;

    private final long[] durations = new long[CAPACITY];
    private int first;
    private int waiting;
    /// Of what waits.
    private long waitingNanos;
    private boolean started;
    /// When the packet that is played ends.
    private long freeAt;

    /// What became of a packet.
    sealed interface Fate {
        Fate TAKEN = new Taken();
        Fate DROPPED = new Dropped();

        record Taken() implements Fate {}

        /// The queue was full.
        record Dropped() implements Fate {}

        /// It was played at once, and late: the device had been silent.
        record Late(long silenceNanos) implements Fate {}
    }

    /// A packet arrives.
    ///
    /// @param duration of its sound in nanoseconds; 0 when it cannot be decoded
    Fate offer(long duration, long nanos) {
        advance(nanos);
        if (waiting == 0 && (!started || freeAt <= nanos)) {
            return play(duration, nanos);
        }
        if (waiting == CAPACITY) {
            return Fate.DROPPED;
        }
        durations[(first + waiting) % CAPACITY] = duration;
        waiting++;
        waitingNanos += duration;
        return Fate.TAKEN;
    }

    private Fate play(long duration, long nanos) {
        if (duration == 0) {
            return Fate.TAKEN;
        }
        long silence = started ? nanos - freeAt : 0;
        started = true;
        freeAt = nanos + duration;
        return silence > 0 ? new Fate.Late(silence) : Fate.TAKEN;
    }

    /// Plays what is due.
    void advance(long nanos) {
        while (waiting > 0 && freeAt <= nanos) {
            freeAt += durations[first];
            waitingNanos -= durations[first];
            first = (first + 1) % CAPACITY;
            waiting--;
        }
    }

    /// Discards what waits. Silence until the next packet is not a loss.
    void reset() {
        waiting = 0;
        waitingNanos = 0;
        started = false;
    }

    /// Packets that wait after the one that is played.
    int waiting() {
        return waiting;
    }

    /// Sound that is not played yet, in nanoseconds.
    long ahead(long nanos) {
        return started ? Math.max(0, freeAt + waitingNanos - nanos) : 0;
    }
}
