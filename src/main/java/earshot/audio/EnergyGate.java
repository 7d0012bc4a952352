package earshot.audio;

import java.util.Arrays;

/// Opens for audio well above the noise floor, which is the 10th percentile of the levels of the last 3 s: it follows a fan
/// within 3 s, and speech, which has gaps, hardly raises it.
///
/// Not safe for use from several threads at once.
final class EnergyGate {
    private static final int STEPS = 150;
    private static final int PERCENTILE = 10;
    /// Histogram bins per dB.
    private static final int FINE = 2;
    private static final int BINS = 100 * FINE + 1;
    /// The assumed noise floor before any audio came, so that the first word is not taken for noise. Also the lowest one.
    private static final double QUIET_ROOM_DB = -60;

    private final double gateDb;
    private final short[] newest = new short[STEPS];
    private final short[] histogram = new short[BINS];
    private int at;
    private double thresholdDb;

    /// @param gateDb how far above the noise floor audio must be, dB
    EnergyGate(double gateDb) {
        this.gateDb = gateDb;
        Arrays.fill(newest, bin(QUIET_ROOM_DB));
        histogram[bin(QUIET_ROOM_DB)] = STEPS;
        thresholdDb = QUIET_ROOM_DB + gateDb;
    }

    /// Takes the level of the next 20 ms in dBFS, and returns whether it is above the threshold.
    boolean opens(double db) {
        short bin = bin(db);
        histogram[newest[at]]--;
        histogram[bin]++;
        newest[at] = bin;
        at = (at + 1) % STEPS;
        int seen = 0;
        int floor = -1;
        while (seen <= STEPS * PERCENTILE / 100) {
            seen += histogram[++floor];
        }
        thresholdDb = Math.max((double) floor / FINE - 100, QUIET_ROOM_DB) + gateDb;
        return db > thresholdDb;
    }

    double thresholdDb() {
        return thresholdDb;
    }

    private static short bin(double db) {
        return (short) Math.clamp(Math.round((db + 100) * FINE), 0, BINS - 1);
    }
}
