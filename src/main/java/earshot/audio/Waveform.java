package earshot.audio;

/// The waveform of the last audio, for drawing: a ring of columns, each with the smallest and largest sample of 20 ms.
/// Written by one thread, read by any.
public interface Waveform {
    /// How many columns were written since the start; only the newest are kept.
    long end();

    /// Copies columns `from` (inclusive) to `to` (exclusive) into the three arrays at index 0.
    /// Columns that are no longer kept read as silence.
    ///
    /// @param min smallest sample, -1 to 0
    /// @param max largest sample, 0 to 1
    /// @param voice whether the column is voiced
    void read(long from, long to, float[] min, float[] max, boolean[] voice);
}
