package earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ResamplerTest {
    private static final int[] RATES = {8000, 11_025, 12_000, 16_000, 22_050, 24_000, 44_100, 48_000};

    static Stream<Arguments> pairs() {
        return IntStream.of(RATES).boxed().flatMap(from -> IntStream.of(RATES).mapToObj(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest(name = "{0} to {1} Hz")
    @MethodSource("pairs")
    void aToneStaysTheSameToneAtTheSamePlace(int from, int to) {
        short[] out = Resampler.resample(TestSignals.sine(from, 1000, 0.5, 0.5), from, to);
        short[] wanted = TestSignals.sine(to, 1000, 0.5, 0.5);
        assertThat(out.length).isCloseTo(wanted.length, within(1 + to / from));
        int edge = to / 50;
        double error = 0;
        for (int i = edge; i < Math.min(out.length, wanted.length) - edge; i++) {
            error = Math.max(error, Math.abs(out[i] - wanted[i]));
        }
        assertThat(error).as("largest error of %d", 16_383).isLessThan(16);
    }

    @Test
    void whatTheLowerRateCannotHoldIsGone() {
        short[] out = Resampler.resample(TestSignals.sine(48_000, 9000, 0.5, 0.9), 48_000, 16_000);
        assertThat(TestSignals.rmsDb(out, 500, out.length - 500)).isLessThan(-70);
    }

    @Test
    void speechUpToSixKilohertzPassesAtFullLevel() {
        short[] out = Resampler.resample(TestSignals.sine(48_000, 6500, 0.5, 0.5), 48_000, 16_000);
        assertThat(TestSignals.rmsDb(out, 500, out.length - 500)).isCloseTo(-9.03, within(0.1));
    }

    @Test
    void piecesMakeTheSameAsTheWhole() {
        short[] pcm = TestSignals.voice(24_000, 0.6);
        var whole = new Resampler(24_000, 16_000).process(pcm);
        var pieces = new Resampler(24_000, 16_000);
        short[] joined = {};
        for (int at = 0; at < pcm.length; at += 1440) {
            short[] piece = pieces.process(Arrays.copyOfRange(pcm, at, at + 1440));
            assertThat(piece).hasSize(960);
            joined = Arrays.copyOf(joined, joined.length + 960);
            System.arraycopy(piece, 0, joined, joined.length - 960, 960);
        }
        assertThat(joined).isEqualTo(whole);
    }

    @Test
    void fullScaleIsCutNotWrapped() {
        short[] square = new short[1600];
        Arrays.fill(square, 0, 800, Short.MAX_VALUE);
        Arrays.fill(square, 800, 1600, Short.MIN_VALUE);
        short[] out = Resampler.resample(square, 16_000, 48_000);
        for (int i = 100; i < 2300; i++) {
            assertThat(out[i]).isGreaterThan((short) 25_000);
        }
    }

    @Test
    void refusesRatesThatAreNone() {
        assertThatThrownBy(() -> new Resampler(0, 16_000)).isInstanceOf(IllegalArgumentException.class);
    }
}
