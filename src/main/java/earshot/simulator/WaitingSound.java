package earshot.simulator;

import module java.base;

import earshot.audio.PcmAudio;

/// Sound that waits for the loudspeaker. When too much waits, the older half is dropped: less would leave no room for the next that comes. Safe for use
/// from any thread.
final class WaitingSound {
    /// What is shorter counts as this much, so that the pieces are bounded, too.
    private static final long LEAST = Duration.ofMillis(1).toNanos();

    private final long most;
    private final Deque<PcmAudio> pieces = new ArrayDeque<>();
    private long nanos;

    /// @param most may wait
    WaitingSound(Duration most) {
        this.most = most.toNanos();
    }

    synchronized void add(PcmAudio piece) {
        if (nanos + lasts(piece) > most) {
            while (nanos > most / 2) {
                poll();
            }
        }
        pieces.add(piece);
        nanos += lasts(piece);
    }

    synchronized Optional<PcmAudio> poll() {
        Optional<PcmAudio> next = Optional.ofNullable(pieces.poll());
        nanos -= next.map(WaitingSound::lasts).orElse(0L);
        return next;
    }

    /// How long it lasts.
    synchronized long nanos() {
        return nanos;
    }

    private static long lasts(PcmAudio piece) {
        return Math.max(LEAST, piece.duration().toNanos());
    }
}
