package earshot.audio;

import java.util.Arrays;

/// Collects audio piece by piece, up to two minutes. Not safe for use from several threads at once.
public final class PcmCollector {
    /// Longer audio is the result of an error, not one utterance or sentence.
    private static final int SECONDS = 120;

    private final int bound;
    private short[] pcm = new short[0];
    private int length;

    /// @param rate Hz
    public PcmCollector(int rate) {
        bound = SECONDS * rate;
    }

    /// Appends audio; what exceeds two minutes is discarded.
    public void add(short[] more) {
        int taken = Math.min(more.length, bound - length);
        if (length + taken > pcm.length) {
            pcm = Arrays.copyOf(pcm, Math.min(bound, Math.max(length + taken, 2 * pcm.length)));
        }
        System.arraycopy(more, 0, pcm, length, taken);
        length += taken;
    }

    /// Samples so far.
    public int length() {
        return length;
    }

    /// Returns everything and starts again empty.
    public short[] take() {
        short[] all = Arrays.copyOf(pcm, length);
        pcm = new short[0];
        length = 0;
        return all;
    }
}
