package earshot.ui.part;

import earshot.audio.Level;

/// Movement of a level meter: rises at once, falls at 11.76 dB/s (PPM type II, as in OBS), holds the peak for 2 s and the
/// clip indicator for 3 s. It goes on falling when no more sound arrives.
public final class MeterBallistics {
    public static final double FLOOR = -60;
    private static final double FALL_PER_SECOND = 11.76;
    /// Frames come every 20 to 120 ms. After this time the sound has ended rather than being late, and the meter falls faster.
    private static final double GONE_SECONDS = 0.4;
    private static final double GONE_FALL_PER_SECOND = 80;
    private static final double HOLD_SECONDS = 2;
    private static final double LAMP_SECONDS = 3;

    private double shown = FLOOR;
    private double peak = FLOOR;
    private boolean lamp;
    private long at;
    private long soundAt;
    private long peakAt;
    private long clippedAt;

    /// Applies a new level.
    public void hear(Level level, long nanos) {
        settle(nanos);
        double rms = clamp(level.rmsDb());
        double top = clamp(level.peakDb());
        soundAt = nanos;
        shown = Math.max(shown, rms);
        if (top >= peak) {
            peak = top;
            peakAt = nanos;
        }
        if (level.clipped()) {
            lamp = true;
            clippedAt = nanos;
        }
    }

    /// Lets the level fall until `nanos`. Returns whether anything still moves.
    public boolean settle(long nanos) {
        double seconds = (nanos - at) / 1e9;
        at = nanos;
        boolean gone = (nanos - soundAt) / 1e9 > GONE_SECONDS;
        shown = Math.max(FLOOR, shown - seconds * (gone ? GONE_FALL_PER_SECOND : FALL_PER_SECOND));
        if ((nanos - peakAt) / 1e9 > HOLD_SECONDS) {
            peak = Math.max(shown, peak - seconds * GONE_FALL_PER_SECOND);
        }
        if (lamp && (nanos - clippedAt) / 1e9 > LAMP_SECONDS) {
            lamp = false;
        }
        return shown > FLOOR || peak > FLOOR || lamp;
    }

    /// Displayed level in dBFS, -60 to 0.
    public double shown() {
        return shown;
    }

    /// Held peak in dBFS.
    public double peak() {
        return peak;
    }

    /// Whether a sample reached full scale within the last 3 s.
    public boolean lamp() {
        return lamp;
    }

    private static double clamp(double db) {
        return Math.clamp(db, FLOOR, 0);
    }
}
