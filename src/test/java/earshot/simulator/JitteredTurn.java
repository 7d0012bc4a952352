package earshot.simulator;

import module java.base;

/// An answer as a server sends it on a bad day: mostly a few frames ahead, now and then late, rarely in one burst; and a network that delays each frame by
/// another time, and does not change their order.
///
/// @param frames in the order in which they are sent
record JitteredTurn(List<Frame> frames) {
    static final long FRAME_NANOS = 60_000_000;
    private static final int MOST_TRANSIT_MILLIS = 30;
    private static final int STALL_MILLIS = 100;

    /// @param sent nanoseconds after `tts start`
    /// @param arrives when the device has it
    record Frame(long sent, long arrives) {}

    static JitteredTurn of(int number) {
        Random random = new Random(number);
        boolean burst = random.nextInt(10) == 0;
        int count = burst ? 45 + random.nextInt(60) : 10 + random.nextInt(40);
        int lead = 1 + random.nextInt(3);
        List<Frame> frames = new ArrayList<>();
        long late = 0;
        long before = 0;
        for (int i = 0; i < count; i++) {
            if (random.nextInt(40) == 0) {
                late += millis(50 + random.nextInt(500));
            }
            long sent = millis(60) + (burst ? i * millis(1) : Math.max(0, i - lead + 1) * FRAME_NANOS + late + millis(random.nextInt(12)));
            sent = Math.max(sent, frames.isEmpty() ? 0 : frames.getLast().sent());
            long transit = millis(3 + random.nextInt(MOST_TRANSIT_MILLIS) + (random.nextInt(200) == 0 ? STALL_MILLIS : 0));
            before = Math.max(before, sent + transit);
            frames.add(new Frame(sent, before));
        }
        return new JitteredTurn(frames);
    }

    long lastArrival() {
        return frames.getLast().arrives();
    }

    private static long millis(int millis) {
        return millis * 1_000_000L;
    }
}
