package earshot.tts;

import com.sun.speech.freetts.audio.NullAudioPlayer;
import java.io.ByteArrayOutputStream;
import javax.sound.sampled.AudioFormat;

/// The audio player that FreeTTS plays into: keeps the samples.
final class FreeTtsAudioSink extends NullAudioPlayer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    FreeTtsAudioSink() {
        setAudioFormat(new AudioFormat(16_000, 16, 1, true, true));
    }

    short[] take() {
        byte[] all = bytes.toByteArray();
        bytes.reset();
        short[] samples = new short[all.length / 2];
        int high = getAudioFormat().isBigEndian() ? 0 : 1;
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (all[2 * i + high] << 8 | all[2 * i + 1 - high] & 255);
        }
        return samples;
    }

    int rate() {
        return Math.round(getAudioFormat().getSampleRate());
    }

    @Override
    public boolean write(byte[] samples, int offset, int length) {
        bytes.write(samples, offset, length);
        return true;
    }
}
