package earshot.audio;

/// The level of some audio.
///
/// @param rmsDb dBFS, -100 for silence
/// @param peakDb dBFS of the loudest sample
/// @param clipped whether a sample reached full scale
public record AudioLevel(double rmsDb, double peakDb, boolean clipped) {
    /// The level of digital silence, dBFS.
    public static final double FLOOR_DB = -100;
    public static final AudioLevel SILENCE = new AudioLevel(FLOOR_DB, FLOOR_DB, false);

    /// Measures a frame. An empty one is silence.
    public static AudioLevel of(short[] pcm) {
        long energy = 0;
        int peak = 0;
        for (short sample : pcm) {
            int size = Math.abs((int) sample);
            energy += (long) size * size;
            peak = Math.max(peak, size);
        }
        return peak == 0 ? SILENCE : new AudioLevel(db(energy, pcm.length), 2 * decibels(peak / 32768.0), peak >= Short.MAX_VALUE);
    }

    /// dBFS of `samples` samples whose squares add up to `energy`.
    static double db(long energy, int samples) {
        return energy == 0 ? FLOOR_DB : Math.max(FLOOR_DB, decibels((double) energy / samples / (32768.0 * 32768)));
    }

    private static double decibels(double power) {
        return 10 * Math.log10(power);
    }
}
