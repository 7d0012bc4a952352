package earshot.audio;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A [Waveform] in a fixed ring. One thread writes, any may read at the same time; nobody waits.
///
/// A column is one `int` (16 bits each for the smallest and the largest sample, half the resolution given up for the voice
/// flag), so that a reader sees a column whole or not at all. A reader that was overtaken while it copied sees silence.
public final class WaveformRing implements Waveform {
    private static final VarHandle COLUMN = MethodHandles.arrayElementVarHandle(int[].class);
    private static final int COLUMNS_PER_SECOND = 50;

    private final int[] columns;
    private volatile long end;

    // only the writer sees these: the column that is being made
    private int rate;
    private int filled;
    private int smallest;
    private int largest;

    /// @param columns how many columns are kept; 50 make a second
    public WaveformRing(int columns) {
        this.columns = new int[columns];
    }

    /// Appends sound. What does not fill a column of 20 ms waits for the next call.
    ///
    /// @param rate Hz; a change of it drops the unfinished column
    /// @param voice whether a voice was detected in it
    public void write(short[] pcm, int rate, boolean voice) {
        if (rate != this.rate) {
            this.rate = rate;
            startColumn();
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

    private void startColumn() {
        filled = 0;
        smallest = 0;
        largest = 0;
    }

    private void append(int low, int high, boolean voice) {
        long at = end;
        VarHandle.storeStoreFence(); // who sees this column sees the end that makes its place too old
        COLUMN.setOpaque(columns, (int) (at % columns.length), (low << 16) | (high & 0xfffe) | (voice ? 1 : 0));
        end = at + 1;
    }

    @Override
    public long end() {
        return end;
    }

    /// One less than the ring has: the oldest is the one that is overwritten next.
    @Override
    public int capacity() {
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
