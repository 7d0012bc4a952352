package earshot.tap;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How many channels a board sends is told from how much comes, and what is kept has a bound.
class TapStreamTest {
    private static final int SAMPLES = 512;
    private static final long FRAME_NANOS = SAMPLES * 1_000_000_000L / TapStream.RATE;

    private final TapStream stream = new TapStream(InetAddress.getLoopbackAddress());
    private long nanos = 7_000_000_000L;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void theNumberOfChannelsIsMeasuredWithinSeconds(int channels) {
        feed(channels, channels == 1 ? 170 : 70, 0);
        assertThat(stream.channels().get()).isEqualTo(channels);
        feed(channels, 10, 0);
        short[] kept = stream.kept();
        assertThat(kept.length % channels).isZero();
        assertThat(IntStream.range(0, kept.length)).allMatch(i -> kept[i] == i % channels + 1);
    }

    @Test
    void aNetworkThatStallsChangesNothing() {
        feed(2, 40, 0);
        for (int i = 0; i < 20; i++) {
            nanos += 250_000_000;
            feed(2, 8, 0);
            feed(2, 10, -FRAME_NANOS / 2);
        }
        assertThat(stream.channels().get()).isEqualTo(2);
    }

    @Test
    void aMicrophoneThatPausesIsNoMicrophoneWithFewerChannels() {
        feed(2, 40, 0);
        for (int i = 0; i < 10; i++) {
            nanos += 600_000_000;
            feed(2, 16, 0);
        }
        assertThat(stream.channels().get()).isEqualTo(2);
    }

    @Test
    void aNetworkThatLosesHalfOfItForSecondsChangesNothing() {
        feed(2, 40, 0);
        for (int i = 0; i < 60; i++) {
            feed(2, 1, FRAME_NANOS);
        }
        feed(2, 40, 0);
        assertThat(stream.channels().get()).isEqualTo(2);
        assertThat(stream.kept()).hasSize(140 * 2 * SAMPLES);
    }

    @Test
    void otherFirmwareOnTheSameBoardIsNoticed() {
        feed(2, 40, 0);
        feed(1, 230, 0);
        assertThat(stream.channels().get()).isEqualTo(1);
        assertThat(stream.kept()).as("what was kept was of two").containsOnly((short) 1);
    }

    @Test
    void aMinuteIsKeptWhateverTheSizeOfTheDatagrams() {
        for (int i = 0; i < 2_200; i++) {
            stream.write(new short[] {(short) i, (short) -i}, nanos);
        }
        assertThat(stream.kept()).hasSize(4_400);
        feed(2, 2_200, 0);
        short[] kept = stream.kept();
        assertThat(kept).hasSize(60 * 2 * TapStream.RATE);
        assertThat(kept[0]).isEqualTo((short) 1);
        assertThat(kept[kept.length - 1]).isEqualTo((short) 2);
    }

    @Test
    void halfAFrameAtTheEndIsDropped() {
        stream.write(new short[] {5, 6, 7}, nanos);
        assertThat(stream.kept()).containsExactly(5, 6);
        stream.write(new short[] {8}, nanos + 1);
        assertThat(stream.kept()).containsExactly(5, 6);
    }

    /// Frames at the pace of the codec: each sample says its channel.
    private void feed(int channels, int frames, long sooner) {
        short[] data = new short[SAMPLES * channels];
        for (int i = 0; i < data.length; i++) {
            data[i] = (short) (i % channels + 1);
        }
        for (int i = 0; i < frames; i++) {
            stream.write(data, nanos);
            nanos += FRAME_NANOS + sooner;
        }
    }
}
