package earshot.audio.format;

import module java.base;

/// Recognizes samples of one byte that were taken for those of two, such as those of telephones: what looks like the lower and the upper byte of a sample
/// is then one smooth sound, while true lower bytes have nothing to do with the upper ones.
final class NarrowSamples {
    /// Mean square: 14 dB below a square wave of full level. In quiet sound the lower byte alone is the sample.
    private static final double JUDGED = 32_768.0 * 32_768.0 * 0.04;
    /// How alike neighbors are, from 0 to 1. True lower bytes of a block reach 0.2.
    private static final double ALIKE = 0.6;
    /// So much more than neighbors as samples of two bytes.
    private static final double MORE = 0.1;
    /// Samples whose bytes are equal were made from narrow ones, and are right.
    private static final double EQUAL = 0.9;
    private static final List<NarrowSamples> KINDS = List.of(new NarrowSamples("G.711 µ-law", SampleCoding.MU_LAW),
        new NarrowSamples("G.711 A-law", SampleCoding.A_LAW),
        new NarrowSamples("PCM, 8 bit", SampleCoding.PCM_8));

    private final String name;
    /// Of each byte.
    private final double[] values;

    private NarrowSamples(String name, SampleCoding coding) {
        this.name = name;
        ByteBuffer all = ByteBuffer.allocate(256);
        IntStream.range(0, 256).forEach(code -> all.put(code, (byte) code));
        values = IntStream.range(0, 256).mapToDouble(code -> coding.sample(all, code)).toArray();
    }

    /// How the bytes of a block are written, when they are samples of their own: the usual name of it.
    static Optional<String> nameOf(short[] pcm, int from, int until) {
        double square = 0;
        double next = 0;
        int equal = 0;
        for (int i = from; i < until; i++) {
            square += pcm[i] * pcm[i];
            next += i + 1 < until ? pcm[i] * pcm[i + 1] : 0;
            equal += (pcm[i] & 0xff) == (pcm[i] >> 8 & 0xff) ? 1 : 0;
        }
        if (square < JUDGED * (until - from) || equal > EQUAL * (until - from)) {
            return Optional.empty();
        }
        double least = Math.max(ALIKE, next / square + MORE);
        return KINDS.stream().filter(kind -> kind.alike(pcm, from, until, 0) >= least && kind.alike(pcm, from, until, 1) >= least)
            .max(Comparator.comparingDouble(kind -> kind.alike(pcm, from, until, 0))).map(kind -> kind.name);
    }

    /// How alike the bytes of a block are to their neighbors, in level and in course: 1 when they are equal.
    ///
    /// @param on 0 for the lower and the upper byte of a sample, 1 for an upper byte and the lower one of the sample after it
    private double alike(short[] pcm, int from, int until, int on) {
        int count = until - from - on;
        double lowSum = 0;
        double highSum = 0;
        double squares = 0;
        double products = 0;
        for (int i = from; i < from + count; i++) {
            double high = values[pcm[i] >> 8 & 0xff];
            double low = values[pcm[i + on] & 0xff];
            lowSum += low;
            highSum += high;
            squares += low * low + high * high;
            products += low * high;
        }
        double spread = squares - 2 * lowSum * highSum / count;
        return spread <= 0 ? 0 : 2 * (products - lowSum * highSum / count) / spread;
    }
}
