package earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

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

    @Test
    void aLongUtteranceIsWholeHoweverOftenTheBufferGrew() {
        SpeechBuffer buffer = new SpeechBuffer(16_000, 600, 60_000);
        buffer.keep();
        short[] frame = new short[960];
        for (int n = 0; n < 900; n++) {
            Arrays.fill(frame, (short) n);
            buffer.add(frame);
        }
        short[] pcm = buffer.take().pcm();
        assertThat(pcm).hasSize(900 * 960);
        assertThat(IntStream.range(0, pcm.length).allMatch(at -> pcm[at] == at / 960)).isTrue();
    }
}
