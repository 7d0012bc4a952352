package earshot.audio;

/// Finds where to split long speech in two: between words rather than inside one.
public final class QuietPointFinder {
    private static final int WINDOW_MILLIS = 60;
    private static final int STEP_MILLIS = 10;

    private QuietPointFinder() {}

    /// The middle of the quietest 60 ms near the end.
    ///
    /// @param withinMillis how far from the end to search
    /// @return a sample index, from 0 to the number of samples
    public static int find(PcmAudio audio, int withinMillis) {
        short[] pcm = audio.pcm();
        int window = audio.rate() * WINDOW_MILLIS / 1000;
        int step = audio.rate() * STEP_MILLIS / 1000;
        int best = pcm.length;
        long least = Long.MAX_VALUE;
        for (int from = Math.max(0, pcm.length - audio.rate() * withinMillis / 1000); from + window <= pcm.length; from += step) {
            long energy = 0;
            for (int i = from; i < from + window; i++) {
                energy += (long) pcm[i] * pcm[i];
            }
            if (energy < least) {
                least = energy;
                best = from + window / 2;
            }
        }
        return best;
    }
}
