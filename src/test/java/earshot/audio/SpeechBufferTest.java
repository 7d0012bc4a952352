package earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpeechBufferTest {
    private short next;

    private short[] frame(int samples) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = next++;
        }
        return pcm;
    }

    private static void assertCounts(PcmAudio pcmAudio, int from, int to) {
        assertThat(pcmAudio.pcm()).hasSize(to - from);
        for (int i = 0; i < pcmAudio.pcm().length; i++) {
            assertThat(pcmAudio.pcm()[i]).isEqualTo((short) (from + i));
        }
    }

    @Test
    void theSoundJustBeforeTheVoiceBelongsToTheUtterance() {
        var buffer = new SpeechBuffer(1000, 300, 30_000);
        for (int i = 0; i < 50; i++) {
            buffer.add(frame(60));
        }
        assertThat(buffer.samples()).isEqualTo(300);
        buffer.keep();
        for (int i = 0; i < 20; i++) {
            buffer.add(frame(60));
            buffer.keep();
        }
        assertCounts(buffer.take(), 2700, 4200);
    }

    @Test
    void anUtteranceEndsAtTheLimit() {
        var buffer = new SpeechBuffer(1000, 300, 1000);
        buffer.keep();
        for (int i = 0; i < 30; i++) {
            buffer.add(frame(60));
        }
        assertThat(buffer.full()).isTrue();
        assertCounts(buffer.take(), 0, 1000);
    }

    @Test
    void startsWithNothingAfterItWasTaken() {
        var buffer = new SpeechBuffer(1000, 300, 30_000);
        buffer.add(frame(600));
        assertCounts(buffer.take(), 300, 600);
        assertThat(buffer.samples()).isZero();
        assertCounts(buffer.take(), 0, 0);
        buffer.keep();
        buffer.add(frame(5000));
        assertCounts(buffer.take(), 600, 5600);
    }

    @Test
    void aFrameLongerThanTheBufferIsNoTrouble() {
        var buffer = new SpeechBuffer(1000, 300, 30_000);
        buffer.add(frame(10));
        buffer.add(frame(5000));
        buffer.keep();
        assertCounts(buffer.take(), 4710, 5010);
    }
}
