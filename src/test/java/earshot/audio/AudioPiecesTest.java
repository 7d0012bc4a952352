package earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Audio that comes in pieces: collected, resampled, and the last seconds of a device.
class AudioPiecesTest {
    @Test
    void piecesAreCollectedInOrderAndTakenOnce() {
        PcmCollector collector = new PcmCollector(16_000);
        collector.add(new short[] {1, 2});
        collector.add(new short[0]);
        collector.add(new short[] {3});
        assertThat(collector.length()).isEqualTo(3);
        assertThat(collector.take()).containsExactly(1, 2, 3);
        assertThat(collector.length()).isZero();
        collector.add(new short[] {4});
        assertThat(collector.take()).containsExactly(4);
    }

    @Test
    void noMoreThanTwoMinutesAreCollected() {
        PcmCollector collector = new PcmCollector(100);
        collector.add(new short[11_999]);
        collector.add(new short[] {7, 8, 9});
        assertThat(collector.length()).isEqualTo(12_000);
        assertThat(collector.take()).endsWith((short) 0, (short) 7);
    }

    @ParameterizedTest
    @CsvSource({ "16000, 24000, 1600", "24000, 16000, 2400", "44100, 16000, 4410", "16000, 16000, 1600", "22050, 24000, 333", "48000, 16000, 1",
        "16000, 48000, 7" })
    void resampledSoundHasTheDurationOfTheInputHoweverItIsCut(int from, int to, int samples) {
        short[] sound = new short[samples];
        for (int i = 0; i < samples; i++) {
            sound[i] = (short) (8_000 * Math.sin(2 * Math.PI * 440 * i / from));
        }
        short[] whole = resample(sound, from, to, samples);
        assertThat(whole).hasSize((int) Math.ceil((double) samples * to / from));
        for (int size : new int[] {1, 13, 160, 1_000}) {
            assertThat(resample(sound, from, to, size)).as("pieces of " + size).isEqualTo(whole);
        }
    }

    @Test
    void aToneKeepsItsLevelAndItsBegin() {
        short[] sound = new short[16_000];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (short) (8_000 * Math.sin(2 * Math.PI * 440 * i / 16_000));
        }
        short[] resampled = resample(sound, 16_000, 24_000, 960);
        assertThat(AudioLevel.of(resampled).rmsDb()).isCloseTo(AudioLevel.of(sound).rmsDb(), within(0.3));
        int quarter = 24_000 / 440 / 4;
        assertThat((int) resampled[quarter]).as("no delay: the first crest is where it was").isGreaterThan(7_000);
    }

    @Test
    void theLastSecondsOfADeviceAreDecodedPacketByPacket() {
        PacketRing ring = new PacketRing();
        try (OpusEncoder encoder = OpusCodecs.concentus().encoder(16_000, 960, 24_000, 0)) {
            for (int frame = 0; frame < 10; frame++) {
                ring.add(encoder.encode(new short[960]), frame * millis(60) + (frame >= 6 ? millis(5_000) : 0), millis(60));
            }
        }
        RecentAudio recent = RecentAudio.of(ring, OpusCodecs.concentus());
        assertThat(recent.audio().duration()).isEqualTo(Duration.ofMillis(600));
        assertThat(recent.frames()).hasSize(10).containsOnly(960);
        assertThat(recent.breaks()).as("the stream paused before the seventh packet").containsExactly(6);
    }

    @Test
    void aPacketThatCannotBeDecodedIsLeftOut() {
        PacketRing ring = new PacketRing();
        ring.add(new byte[] {(byte) 0xff, (byte) 0xff, 0, 1}, 0, millis(60));
        ring.add(new byte[] {0x58}, millis(60), millis(60));
        RecentAudio recent = RecentAudio.of(ring, OpusCodecs.concentus());
        assertThat(recent.frames()).containsExactly(960);
        assertThat(recent.breaks()).isEmpty();
    }

    @Test
    void withoutPacketsThereIsNoSound() {
        RecentAudio recent = RecentAudio.of(new PacketRing(), OpusCodecs.concentus());
        assertThat(recent.audio().pcm()).isEmpty();
        assertThat(recent.frames()).isEmpty();
    }

    @Test
    void decodingEndsWhenNobodyWaitsForIt() {
        PacketRing ring = new PacketRing();
        ring.add(new byte[] {0x58}, 0, millis(60));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> RecentAudio.of(ring, OpusCodecs.concentus())).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private static short[] resample(short[] sound, int from, int to, int size) {
        StreamResampler resampler = new StreamResampler(from, to);
        PcmCollector all = new PcmCollector(to);
        for (int at = 0; at < sound.length; at += size) {
            all.add(resampler.process(Arrays.copyOfRange(sound, at, Math.min(sound.length, at + size))));
        }
        all.add(resampler.end());
        return all.take();
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
