package earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
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
        short[] rest = withoutTone(out, wanted, edge, Math.min(out.length, wanted.length) - edge);
        assertThat(IntStream.range(0, rest.length).map(i -> Math.abs(rest[i])).max().orElseThrow()).as("largest error of %d", 16_383).isLessThan(16);
    }

    /// What else is in a sound, whose level has to be that of the tone.
    private static short[] withoutTone(short[] sound, short[] tone, int from, int to) {
        double both = IntStream.range(from, to).mapToDouble(i -> (double) sound[i] * tone[i]).sum();
        double gain = both / IntStream.range(from, to).mapToDouble(i -> (double) tone[i] * tone[i]).sum();
        assertThat(20 * Math.log10(gain)).as("level of the tone").isCloseTo(0, within(0.05));
        short[] rest = new short[to - from];
        for (int i = from; i < to; i++) {
            rest[i - from] = (short) Math.round(sound[i] - gain * tone[i]);
        }
        return rest;
    }

    @Test
    void theTableOfAForeignRateIsNotKept() throws ReflectiveOperationException {
        java.lang.reflect.Field field = PolyphaseFilter.class.getDeclaredField("FILTER_TABLES");
        field.setAccessible(true);
        Resampler.resample(new short[100], 22_050, 24_000);
        Resampler.resample(new short[100], 15_999, 16_000);
        Map<?, ?> kept = (Map<?, ?>) field.get(null);
        assertThat(kept.keySet()).anyMatch(shape -> ((PolyphaseFilter.Shape) shape).up() > 1);
        assertThat(kept.values()).allMatch(table -> (long) ((float[][]) table).length * ((float[][]) table)[0].length < 1 << 20);
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

    @ParameterizedTest(name = "{0} to {1} Hz")
    @CsvSource({ "16000, 24000", "24000, 16000", "48000, 16000", "16000, 48000", "22050, 24000", "22050, 16000", "44100, 16000", "44100, 48000", "48000, 24000",
        "24000, 48000", "44100, 24000", "22050, 48000", "16000, 44100", "16000, 22050", "24000, 22050", "48000, 22050", "48000, 44100", "24000, 44100",
        "22050, 44100", "44100, 22050" })
    void thePassBandIsFlatAndTheStopBandIsEightyDecibelsDown(int from, int to) {
        double half = Math.min(from, to) / 2.0;
        for (double part = 0.05; part <= 0.83; part += 0.06) {
            short[] passed = Resampler.resample(TestSignals.sine(from, part * half, 0.3, 0.9), from, to);
            assertThat(TestSignals.rmsDb(passed, passed.length / 4, passed.length / 2)).as("%.0f Hz", part * half).isCloseTo(-3.926, within(0.05));
        }
        // downwards, tones that the lower rate cannot hold; upwards, images of a tone, which are what is left when the tone is taken away
        for (double part = 1.0; from > to && part < (double) from / to; part += 0.05) {
            short[] stopped = Resampler.resample(TestSignals.sine(from, part * half, 0.3, 0.9), from, to);
            assertThat(TestSignals.rmsDb(stopped, stopped.length / 4, stopped.length / 2)).as("%.0f Hz", part * half).isLessThan(-3.9 - 80);
        }
        short[] tone = Resampler.resample(TestSignals.sine(from, 0.8 * half, 0.3, 0.9), from, to);
        short[] wanted = TestSignals.sine(to, 0.8 * half, 0.3, 0.9);
        short[] rest = withoutTone(tone, wanted, tone.length / 4, tone.length / 4 * 3);
        assertThat(TestSignals.rmsDb(rest, 0, rest.length)).as("what is not the tone").isLessThan(-3.9 - 76);
    }

    /// Also of one that the filters let through only in part.
    @ParameterizedTest(name = "{0} to {1} Hz")
    @CsvSource({"16000, 24000", "22050, 24000", "22050, 16000", "44100, 16000", "44100, 48000", "24000, 48000", "44100, 24000", "22050, 48000", "16000, 44100"})
    void nothingButTheToneItselfIsHeard(int from, int to) {
        double half = Math.min(from, to) / 2.0;
        for (double part : new double[] {0.3, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 0.99}) {
            short[] out = Resampler.resample(TestSignals.sine(from, part * half, 0.3, 0.9), from, to);
            short[] rest = withoutFrequency(out, part * half / to, out.length / 4, out.length / 4 * 3);
            assertThat(TestSignals.rmsDb(rest, 0, rest.length)).as("beside %.0f Hz", part * half).isLessThan(-3.9 - 80);
        }
    }

    /// A part of a sound without its oscillation of one frequency, whatever its level and phase.
    ///
    /// @param frequency as a part of the rate
    private static short[] withoutFrequency(short[] sound, double frequency, int from, int to) {
        DoubleUnaryOperator sine = i -> Math.sin(2 * Math.PI * frequency * i);
        DoubleUnaryOperator cosine = i -> Math.cos(2 * Math.PI * frequency * i);
        double sines = product(sine, sine, from, to);
        double both = product(sine, cosine, from, to);
        double cosines = product(cosine, cosine, from, to);
        double soundSine = product(sine, i -> sound[(int) i], from, to);
        double soundCosine = product(cosine, i -> sound[(int) i], from, to);
        double determinant = sines * cosines - both * both;
        double a = (soundSine * cosines - soundCosine * both) / determinant;
        double b = (soundCosine * sines - soundSine * both) / determinant;
        short[] rest = new short[to - from];
        for (int i = from; i < to; i++) {
            rest[i - from] = (short) Math.round(sound[i] - a * sine.applyAsDouble(i) - b * cosine.applyAsDouble(i));
        }
        return rest;
    }

    private static double product(DoubleUnaryOperator a, DoubleUnaryOperator b, int from, int to) {
        return IntStream.range(from, to).mapToDouble(i -> a.applyAsDouble(i) * b.applyAsDouble(i)).sum();
    }

    @ParameterizedTest(name = "{0} to {1} Hz")
    @CsvSource({"16000, 24000", "48000, 16000", "22050, 24000", "44100, 16000", "13811, 16000"})
    void anyDivisionIntoPiecesGivesTheSameSamples(int from, int to) {
        short[] pcm = TestSignals.voice(from, 0.7);
        short[] whole = Resampler.resample(pcm, from, to);
        Random random = new Random(20261129);
        StreamResampler stream = new StreamResampler(from, to);
        List<short[]> pieces = new ArrayList<>();
        for (int at = 0; at < pcm.length; ) {
            int until = Math.min(pcm.length, at + random.nextInt(random.nextBoolean() ? 4 : 5_000));
            pieces.add(stream.process(Arrays.copyOfRange(pcm, at, until)));
            at = until;
        }
        pieces.add(stream.end());
        ShortBuffer joined = ShortBuffer.allocate(whole.length);
        pieces.forEach(joined::put);
        assertThat(joined.array()).isEqualTo(whole);
        StreamResampler again = new StreamResampler(from, to);
        short[] first = again.process(pcm, 0, 3_000);
        assertThat(ShortBuffer.allocate(whole.length).put(first).put(again.end(pcm, 3_000, pcm.length - 3_000)).array()).as("the last piece with the rest")
            .isEqualTo(whole);
        assertThat(again.end()).isEmpty();
    }

    @Test
    void soundsOfSeveralThreadsDoNotMix() {
        List<short[]> sounds = IntStream.range(0, 100).mapToObj(i -> TestSignals.sine(16_000, 200 + 50 * i, 0.5, 0.5)).toList();
        List<short[]> oneByOne = sounds.stream().map(pcm -> Resampler.resample(pcm, 16_000, 24_000)).toList();
        List<short[]> together = sounds.parallelStream().map(pcm -> Resampler.resample(pcm, 16_000, 24_000)).toList();
        assertThat(together).usingElementComparator(Arrays::compare).containsExactlyElementsOf(oneByOne);
    }

    @Test
    void equalRatesAreNotResampled() {
        short[] pcm = TestSignals.voice(16_000, 0.1);
        assertThat(new Resampler(16_000, 16_000).process(pcm)).isSameAs(pcm);
        assertThat(new StreamResampler(16_000, 16_000).process(pcm)).isSameAs(pcm);
        assertThat(new StreamResampler(16_000, 16_000).end(pcm, 10, 90)).isEqualTo(Arrays.copyOfRange(pcm, 10, 100));
    }
}
