package earshot.tts;

import com.sun.speech.freetts.audio.AudioPlayer;
import java.io.ByteArrayOutputStream;
import javax.sound.sampled.AudioFormat;

/// The audio player that FreeTTS plays into: keeps the samples. Methods for time and volume do nothing.
final class FreeTtsAudioSink implements AudioPlayer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private AudioFormat format = new AudioFormat(16_000, 16, 1, true, true);

    /// The samples since the last call.
    short[] take() {
        byte[] all = bytes.toByteArray();
        bytes.reset();
        short[] samples = new short[all.length / 2];
        int high = format.isBigEndian() ? 0 : 1;
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (all[2 * i + high] << 8 | all[2 * i + 1 - high] & 255);
        }
        return samples;
    }

    int rate() {
        return Math.round(format.getSampleRate());
    }

    @Override
    public void setAudioFormat(AudioFormat format) {
        this.format = format;
    }

    @Override
    public AudioFormat getAudioFormat() {
        return format;
    }

    @Override
    public boolean write(byte[] samples) {
        return write(samples, 0, samples.length);
    }

    @Override
    public boolean write(byte[] samples, int offset, int length) {
        bytes.write(samples, offset, length);
        return true;
    }

    @Override
    public boolean drain() {
        return true;
    }

    @Override
    public boolean end() {
        return true;
    }

    @Override
    public float getVolume() {
        return 1;
    }

    @Override
    public long getTime() {
        return 0;
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void reset() {}

    @Override
    public void begin(int size) {}

    @Override
    public void cancel() {}

    @Override
    public void close() {}

    @Override
    public void setVolume(float volume) {}

    @Override
    public void resetTime() {}

    @Override
    public void startFirstSampleTimer() {}

    @Override
    public void showMetrics() {}
}
