package earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import module java.base;

import org.junit.jupiter.api.Test;

class WaveformRingTest {
    private final float[] min = new float[100];
    private final float[] max = new float[100];
    private final boolean[] voice = new boolean[100];

    @Test
    void aColumnHoldsTheSmallestAndLargestSampleOf20MillisecondsAndTheVoice() {
        var ring = new WaveformRing(100);
        short[] pcm = new short[960];
        pcm[5] = 16_384;
        pcm[400] = -32_768;
        ring.write(pcm, 16_000, true);
        ring.write(new short[320], 16_000, false);
        assertThat(ring.end()).isEqualTo(4);
        ring.read(0, 4, min, max, voice);
        assertThat(max[0]).isCloseTo(0.5f, within(0.001f));
        assertThat(min[1]).isEqualTo(-1);
        assertThat(max[1]).isZero();
        assertThat(Arrays.copyOf(voice, 4)).containsExactly(true, true, true, false);
    }

    @Test
    void soundThatFillsNoColumnWaitsForMore() {
        var ring = new WaveformRing(100);
        ring.write(new short[300], 16_000, false);
        assertThat(ring.end()).isZero();
        ring.write(new short[20], 16_000, false);
        assertThat(ring.end()).isEqualTo(1);
        ring.write(new short[100], 16_000, false);
        ring.write(new short[480], 24_000, false); // the downlink's rate: the unfinished column is dropped
        assertThat(ring.end()).isEqualTo(2);
    }

    @Test
    void columnsNoLongerOrNotYetKeptReadAsSilence() {
        var ring = new WaveformRing(11);
        short[] loud = new short[320];
        Arrays.fill(loud, (short) 20_000);
        for (int i = 0; i < 30; i++) {
            ring.write(loud, 16_000, true);
        }
        assertThat(ring.capacity()).isEqualTo(10);
        ring.read(15, 35, min, max, voice);
        for (int i = 0; i < 20; i++) {
            assertThat(voice[i]).as("column %d", 15 + i).isEqualTo(i >= 5 && i < 15);
            assertThat(max[i] > 0).isEqualTo(i >= 5 && i < 15);
        }
        ring.read(-3, 0, min, max, voice);
        assertThat(max[0]).isZero();
    }

    @Test
    void aReaderNeverSeesAColumnOfAnotherRound() {
        var ring = new WaveformRing(64);
        var writing = CompletableFuture.runAsync(() -> {
            short[] pcm = new short[160];
            for (int n = 0; n < 200_000; n++) {
                Arrays.fill(pcm, (short) (2 * (n % 16_000))); // the column's value is its number
                ring.write(pcm, 8000, true);
            }
        });
        while (!writing.isDone()) {
            long end = ring.end();
            long from = Math.max(0, end - ring.capacity());
            ring.read(from, end, min, max, voice);
            for (int i = 0; i < end - from; i++) {
                if (voice[i]) {
                    assertThat(Math.round(max[i] * 32767)).isEqualTo(2 * (int) ((from + i) % 16_000));
                }
            }
        }
        writing.join();
        assertThat(ring.end()).isEqualTo(200_000);
    }
}
