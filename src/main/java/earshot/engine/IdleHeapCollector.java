package earshot.engine;

import module java.base;

import earshot.time.Time;

/// Has memory given back when nobody speaks: while little happens, the collector works too seldom to notice by itself what a busy time or an unloaded
/// recognizer left behind. A whole collection stops the program for some tenths of a second, which nobody hears then. Used by the engine's thread only.
final class IdleHeapCollector {
    private static final Duration QUIET = Duration.ofSeconds(30);
    /// What was unloaded meanwhile does not show in the size of the heap.
    private static final Duration BETWEEN = Duration.ofMinutes(5);
    private static final long SMALL = 128L << 20;
    private static final long GROWN = 64L << 20;

    private final Time time;
    private final LongSupplier heapBytes;
    private final Runnable collect;
    private long soundAt;
    private long collectedAt;
    private long left;

    /// @param heapBytes what the heap takes from the system
    IdleHeapCollector(Time time, LongSupplier heapBytes, Runnable collect) {
        this.time = time;
        this.heapBytes = heapBytes;
        this.collect = collect;
        soundAt = time.nanos();
        collectedAt = soundAt;
    }

    /// Called once a second.
    void look(ServerMetrics metrics) {
        long now = time.nanos();
        if (metrics.framesInPerSecond() > 0 || metrics.framesOutPerSecond() > 0) {
            soundAt = now;
        }
        long heap = heapBytes.getAsLong();
        boolean grown = heap > left + GROWN || now - collectedAt >= BETWEEN.toNanos();
        if (heap > SMALL && grown && now - soundAt >= QUIET.toNanos()) {
            collect.run();
            collectedAt = now;
            left = heapBytes.getAsLong();
        }
    }
}
