package earshot.audio;

import module java.base;

/// A [Waveform] in a ring of fixed size. One thread writes while any may read; nobody waits.
///
/// A column is one `int`: 16 bits for the smallest sample, 15 for the largest and one for the voice flag. So a reader sees a
/// column completely or not at all. Columns that were overwritten while a reader copied them read as silence.
public final class WaveformRing implements Waveform {
    private static final VarHandle COLUMN = MethodHandles.arrayElementVarHandle(int[].class);
    private static final int COLUMNS_PER_SECOND = 50;

    private final int[] columns;
    private volatile long end;

    // the unfinished column; used by the writing thread only
    private int rate;
    private int filled;
    private int smallest;
    private int largest;

    /// @param columns how many columns are kept; 50 make a second
    public WaveformRing(int columns) {
        this.columns = new int[columns];
    }

    /// Appends audio. Samples that do not fill a column of 20 ms are kept for the next call.
    ///
    /// @param rate Hz; a change of it drops the unfinished column
    /// @param voice whether it is voiced
    public void write(short[] pcm, int rate, boolean voice) {
        if (rate != this.rate) {
            this.rate = rate;
            filled = 0;
            smallest = 0;
            largest = 0;
        }
        int width = rate / COLUMNS_PER_SECOND;
        int low = smallest;
        int high = largest;
        int at = filled;
        for (short sample : pcm) {
            low = Math.min(low, sample);
            high = Math.max(high, sample);
            if (++at == width) {
                append(low, high, voice);
                low = 0;
                high = 0;
                at = 0;
            }
        }
        smallest = low;
        largest = high;
        filled = at;
    }

    private void append(int low, int high, boolean voice) {
        long at = end;
        // a reader that sees this column also sees the earlier end, which marks the overwritten column as too old
        VarHandle.storeStoreFence();
        COLUMN.setOpaque(columns, (int) (at % columns.length), (low << 16) | (high & 0xfffe) | (voice ? 1 : 0));
        end = at + 1;
    }

    @Override
    public long end() {
        return end;
    }

    /// How many columns are kept: one less than the size of the ring, because the oldest is the next to be overwritten.
    int capacity() {
        return columns.length - 1;
    }

    @Override
    public void read(long from, long to, float[] min, float[] max, boolean[] voice) {
        int count = (int) (to - from);
        long last = end;
        for (int i = 0; i < count; i++) {
            long n = from + i;
            int column = n < 0 || n >= last ? 0 : (int) COLUMN.getOpaque(columns, (int) (n % columns.length));
            min[i] = (column >> 16) / 32768f;
            max[i] = (column & 0xfffe) / 32767f;
            voice[i] = (column & 1) != 0;
        }
        VarHandle.acquireFence();
        long oldest = end - capacity();
        for (int i = 0; i < count && from + i < oldest; i++) {
            min[i] = 0;
            max[i] = 0;
            voice[i] = false;
        }
    }
}
