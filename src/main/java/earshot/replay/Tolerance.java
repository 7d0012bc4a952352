package earshot.replay;

import module java.base;

/// How far two runs may be apart and still be the same.
public final class Tolerance {
    /// A server may take twice as long and this much longer; it may be as fast as it can.
    public static final Duration SLOWER = Duration.ofSeconds(1);
    /// The sound of an answer may be longer or shorter by a tenth, at least by this many frames.
    public static final int FRAMES = 3;
    private static final int TENTH = 10;

    private Tolerance() {}

    static boolean slower(Duration recorded, Duration played) {
        return played.compareTo(recorded.multipliedBy(2).plus(SLOWER)) > 0;
    }

    static boolean otherLength(int recorded, int played) {
        return Math.abs(recorded - played) > Math.max(FRAMES, recorded / TENTH);
    }
}
