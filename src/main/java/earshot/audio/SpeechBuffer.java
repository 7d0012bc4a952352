package earshot.audio;

import java.util.Arrays;

/// Collects the sound of an utterance, with what came just before it was noticed: a voice is recognised only after its
/// first sounds. Until [#keep] only the newest moments are held; from then on everything, up to a limit.
///
/// Not safe for use from several threads at once.
public final class SpeechBuffer {
    private final int rate;
    private final int before;
    private final int limit;
    private short[] pcm;
    private int length;
    private boolean keeping;

    /// @param rate Hz
    /// @param beforeMillis how much sound before [#keep] belongs to the utterance
    /// @param limitMillis the longest utterance; sound beyond it is left out
    public SpeechBuffer(int rate, int beforeMillis, int limitMillis) {
        this.rate = rate;
        before = rate * beforeMillis / 1000;
        limit = Math.toIntExact((long) rate * limitMillis / 1000);
        // twice the length, so that the oldest is moved away once in a while and not with each frame
        pcm = new short[2 * before];
    }

    /// Appends sound.
    public void add(short[] frame) {
        int taken = keeping ? Math.min(frame.length, limit - length) : frame.length;
        if (length + taken > pcm.length) {
            if (keeping) {
                pcm = Arrays.copyOf(pcm, Math.min(limit, Math.max(length + taken, 2 * pcm.length)));
            } else {
                forget(Math.max(0, before - taken));
                pcm = pcm.length < length + taken ? Arrays.copyOf(pcm, length + taken) : pcm;
            }
        }
        System.arraycopy(frame, 0, pcm, length, taken);
        length += taken;
    }

    /// From now on everything is kept.
    public void keep() {
        if (!keeping) {
            forget(before);
            keeping = true;
        }
    }

    /// How many samples an utterance would have now.
    public int samples() {
        return keeping ? length : Math.min(length, before);
    }

    /// The sound of the utterance from its sample `from` on. Only of use once it is kept.
    public short[] since(int from) {
        return Arrays.copyOfRange(pcm, Math.min(from, length), length);
    }

    /// Whether the limit is reached.
    public boolean full() {
        return length >= limit;
    }

    /// Hands the collected sound over and starts again with nothing.
    public Speech take() {
        forget(keeping ? length : before);
        Speech speech = new Speech(Arrays.copyOf(pcm, length), rate);
        clear();
        return speech;
    }

    /// Starts again with nothing.
    public void clear() {
        length = 0;
        keeping = false;
        if (pcm.length > 2 * before) {
            pcm = new short[2 * before]; // a device holds little while nobody speaks
        }
    }

    private void forget(int newest) {
        if (length > newest) {
            System.arraycopy(pcm, length - newest, pcm, 0, newest);
            length = newest;
        }
    }
}
