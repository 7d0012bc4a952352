package earshot.ui.turns;

import earshot.audio.PcmAudio;
import earshot.audio.Waveform;

/// A whole sound in a given number of columns, so that it fits a pane at one glance.
record SoundWaveform(PcmAudio sound, int columns) implements Waveform {
    private static final float FULL_SCALE = 32_768;

    @Override
    public long end() {
        return columns;
    }

    @Override
    public void read(long from, long to, float[] min, float[] max, boolean[] voice) {
        for (long column = from; column < to; column++) {
            int low = 0;
            int high = 0;
            for (int i = sampleAt(column); i < sampleAt(column + 1); i++) {
                low = Math.min(low, sound.pcm()[i]);
                high = Math.max(high, sound.pcm()[i]);
            }
            int at = Math.toIntExact(column - from);
            min[at] = low / FULL_SCALE;
            max[at] = high / FULL_SCALE;
            voice[at] = false;
        }
    }

    private int sampleAt(long column) {
        return Math.toIntExact(sound.pcm().length * column / columns);
    }
}
