package earshot.audio;

/// The shape of the newest sound for drawing: a ring of columns, each the smallest and largest sample of 20 ms.
/// Written by one thread, read by any.
public interface Waveform {
    /// How many columns were ever written; column `n` is kept while `n >= end() - capacity()`.
    long end();

    int capacity();

    /// Copies columns `from` (inclusive) to `to` (exclusive) into the three arrays at index 0.
    /// Columns no longer kept read as silence.
    ///
    /// @param min smallest sample, -1 to 0
    /// @param max largest sample, 0 to 1
    /// @param voice whether a voice was detected in it
    void read(long from, long to, float[] min, float[] max, boolean[] voice);
}
