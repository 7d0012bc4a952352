package earshot.firmware;

import module java.base;

/// The last 60 s of a device in steps of 100 ms. One thread writes while any may read; nobody waits.
///
/// A step is one `int`, so that a reader sees it completely or not at all.
public final class FirmwareHistory {
    public static final int STEPS = 600;
    public static final Duration STEP = Duration.ofMillis(100);
    static final int UNDERRUN = 1 << 16;
    static final int OVERFLOW = 1 << 17;
    private static final long STEP_NANOS = STEP.toNanos();
    private static final int FILL_BITS = 8;
    private static final int FILL = (1 << FILL_BITS) - 1;
    private static final InferredState[] STATES = InferredState.values();

    private final AtomicIntegerArray ring = new AtomicIntegerArray(STEPS);
    private final long origin;
    /// The newest step.
    private volatile long newest;

    /// @param nanos when it begins
    FirmwareHistory(long nanos) {
        origin = nanos;
    }

    /// Fills the steps until this moment, as the queue empties.
    void advance(FirmwareModel model, long nanos) {
        long now = step(nanos);
        for (long step = Math.max(newest + 1, now - STEPS + 1); step <= now; step++) {
            model.advance(origin + step * STEP_NANOS);
            put(step, code(model.waiting(), model.state()));
        }
    }

    /// Fills the steps until this moment with a state in which it holds nothing.
    void advance(InferredState state, long nanos) {
        long now = step(nanos);
        for (long step = Math.max(newest + 1, now - STEPS + 1); step <= now; step++) {
            put(step, code(0, state));
        }
    }

    private void put(long step, int code) {
        ring.set(index(step), code);
        newest = step;
    }

    /// What became of something that passed. A step keeps the most that waited, and its last state.
    void note(int waiting, InferredState state, long nanos) {
        int index = index(Math.min(step(nanos), newest));
        int before = ring.get(index);
        ring.set(index, before & (UNDERRUN | OVERFLOW) | code(Math.max(waiting, waiting(before)), state));
    }

    /// Marks a loss.
    void mark(long from, long to, int loss) {
        long last = newest;
        for (long step = Math.max(step(from), last - STEPS + 1); step <= Math.min(step(to), last); step++) {
            ring.set(index(step), ring.get(index(step)) | loss);
        }
    }

    /// Copies the newest steps until a moment, the newest last. What is not known yet is as the newest that is.
    public void read(long nanos, int[] steps) {
        long last = newest;
        long now = step(nanos);
        int known = ring.get(index(last));
        int ahead = code(waiting(known), state(known));
        for (int i = 0; i < steps.length; i++) {
            long step = now - steps.length + 1 + i;
            steps[i] = step > last ? ahead : step <= Math.max(-1, last - STEPS) ? 0 : ring.get(index(step));
        }
    }

    /// Whether nothing was written for longer than it keeps.
    boolean past(long nanos) {
        return step(nanos) - newest > STEPS;
    }

    /// The most packets that waited in a step.
    public static int waiting(int step) {
        return step & FILL;
    }

    public static InferredState state(int step) {
        return STATES[step >> FILL_BITS & FILL];
    }

    /// Whether the device ran out of sound.
    public static boolean underrun(int step) {
        return (step & UNDERRUN) != 0;
    }

    /// Whether packets did not fit.
    public static boolean overflow(int step) {
        return (step & OVERFLOW) != 0;
    }

    private static int code(int waiting, InferredState state) {
        return waiting | state.ordinal() << FILL_BITS;
    }

    private long step(long nanos) {
        return Math.max(0, nanos - origin) / STEP_NANOS;
    }

    private static int index(long step) {
        return (int) (step % STEPS);
    }
}
