package earshot.simulator;

import module java.base;

import earshot.wire.Framing;

/// Measures how the frames of answers arrive, without playing them. Used by the device's thread.
final class ArrivalMeter {
    /// A frame that comes so much later than its turn is late: a board with an empty queue stutters.
    private static final long LATE_NANOS = Duration.ofMillis(40).toNanos();

    private OptionalLong last = OptionalLong.empty();
    private long frameNanos = Duration.ofMillis(60).toNanos();
    private long lastTimestamp;
    private long late;
    private long reordered;
    private long longestGap;

    /// The server's hello says how long its frames are.
    void setFrame(int millis) {
        frameNanos = Duration.ofMillis(millis).toNanos();
    }

    /// An answer begins: the time before it is not a gap.
    void begin() {
        last = OptionalLong.empty();
        lastTimestamp = 0;
    }

    void arrived(Framing framing, byte[] message, long at) {
        if (last.isPresent()) {
            long gap = at - last.getAsLong();
            longestGap = Math.max(longestGap, gap);
            late += gap > frameNanos + LATE_NANOS ? 1 : 0;
        }
        last = OptionalLong.of(at);
        SimulatedFraming.timestamp(framing, message).ifPresent(timestamp -> {
            reordered += timestamp < lastTimestamp ? 1 : 0;
            lastTimestamp = Math.max(lastTimestamp, timestamp);
        });
    }

    FrameCounters.Arrivals counters() {
        return new FrameCounters.Arrivals(late, reordered, longestGap);
    }
}
