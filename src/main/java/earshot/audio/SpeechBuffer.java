package earshot.audio;

import java.util.Arrays;

/// Collects the audio of an utterance together with a pre-roll, because speech is detected only some frames after it starts.
/// Until [#keep] only the pre-roll is held; from then on everything, up to a limit.
///
/// Not safe for use from several threads at once.
public final class SpeechBuffer {
    private final int rate;
    private final int preRoll;
    private final int limit;
    private short[] pcm;
    private int length;
    private boolean keeping;

    /// @param rate Hz
    /// @param preRollMillis how much audio before [#keep] belongs to the utterance
    /// @param limitMillis the longest utterance; audio beyond it is discarded
    public SpeechBuffer(int rate, int preRollMillis, int limitMillis) {
        this.rate = rate;
        preRoll = rate * preRollMillis / 1000;
        limit = Math.toIntExact((long) rate * limitMillis / 1000);
        // twice the pre-roll, so that samples are moved once in a while and not for each frame
        pcm = new short[2 * preRoll];
    }

    /// Appends audio.
    public void add(short[] frame) {
        int taken = keeping ? Math.min(frame.length, limit - length) : frame.length;
        if (length + taken > pcm.length) {
            if (keeping) {
                pcm = Arrays.copyOf(pcm, Math.min(limit, length + Math.max(taken, growth())));
            } else {
                dropOldest(Math.max(0, preRoll - taken));
                pcm = pcm.length < length + taken ? Arrays.copyOf(pcm, length + taken) : pcm;
            }
        }
        System.arraycopy(frame, 0, pcm, length, taken);
        length += taken;
    }

    /// Two seconds, and a quarter of what is there for long utterances: twice as much as before would leave half of it empty, for every device that hears
    /// somebody, and be too large for the collector's regions.
    private int growth() {
        return Math.max(2 * rate, length / 4);
    }

    /// Starts the utterance: from now on everything is kept.
    public void keep() {
        if (!keeping) {
            dropOldest(preRoll);
            keeping = true;
        }
    }

    /// How many samples the utterance has now; before [#keep], those of the pre-roll.
    public int samples() {
        return keeping ? length : Math.min(length, preRoll);
    }

    /// The audio of the utterance from sample `from` on. Valid only after [#keep].
    public short[] since(int from) {
        return Arrays.copyOfRange(pcm, Math.min(from, length), length);
    }

    /// Whether the limit is reached.
    public boolean full() {
        return length >= limit;
    }

    /// Returns the collected audio and clears the buffer.
    public PcmAudio take() {
        dropOldest(keeping ? length : preRoll);
        PcmAudio audio = new PcmAudio(Arrays.copyOf(pcm, length), rate);
        clear();
        return audio;
    }

    /// Discards everything.
    public void clear() {
        length = 0;
        keeping = false;
        if (pcm.length > 2 * preRoll) {
            pcm = new short[2 * preRoll]; // keeps the memory of a silent device small
        }
    }

    private void dropOldest(int newest) {
        if (length > newest) {
            System.arraycopy(pcm, length - newest, pcm, 0, newest);
            length = newest;
        }
    }
}
