package earshot.ui.kit;

import earshot.audio.AudioLevel;

/// Movement of a level meter: rises at once, falls at 11.76 dB/s (PPM type II, as in OBS), holds the peak for 2 s and the
/// clip indicator for 3 s. It keeps falling when no more sound arrives.
public final class MeterBallistics {
    public static final double FLOOR = -60;
    private static final double FALL_PER_SECOND = 11.76;
    /// Frames come every 20 to 120 ms. After this time the sound has ended rather than being late, and the meter falls faster.
    private static final double SILENT_AFTER_SECONDS = 0.4;
    private static final double SILENT_FALL_PER_SECOND = 80;
    private static final double HOLD_SECONDS = 2;
    private static final double CLIP_SECONDS = 3;

    private double displayLevel = FLOOR;
    private double peak = FLOOR;
    private boolean clipped;
    private long updatedAt;
    private long levelAt;
    private long peakAt;
    private long clippedAt;

    public void update(AudioLevel level, long nanos) {
        advance(nanos);
        double samplePeak = Math.clamp(level.peakDb(), FLOOR, 0);
        levelAt = nanos;
        displayLevel = Math.max(displayLevel, Math.clamp(level.rmsDb(), FLOOR, 0));
        if (samplePeak >= peak) {
            peak = samplePeak;
            peakAt = nanos;
        }
        if (level.clipped()) {
            clipped = true;
            clippedAt = nanos;
        }
    }

    /// Lets the level fall until `nanos`. Returns whether anything still moves.
    public boolean advance(long nanos) {
        double seconds = (nanos - updatedAt) / 1e9;
        updatedAt = nanos;
        boolean silent = (nanos - levelAt) / 1e9 > SILENT_AFTER_SECONDS;
        displayLevel = Math.max(FLOOR, displayLevel - seconds * (silent ? SILENT_FALL_PER_SECOND : FALL_PER_SECOND));
        if ((nanos - peakAt) / 1e9 > HOLD_SECONDS) {
            peak = Math.max(displayLevel, peak - seconds * SILENT_FALL_PER_SECOND);
        }
        clipped &= (nanos - clippedAt) / 1e9 <= CLIP_SECONDS;
        return displayLevel > FLOOR || peak > FLOOR || clipped;
    }

    /// In dBFS, -60 to 0.
    public double displayLevel() {
        return displayLevel;
    }

    /// Held peak in dBFS.
    public double peak() {
        return peak;
    }

    /// Whether a sample reached full scale within the last 3 s.
    public boolean clipped() {
        return clipped;
    }
}
