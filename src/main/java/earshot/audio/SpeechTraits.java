package earshot.audio;

import module java.base;

/// What some seconds of sound have of speech, apart from its pitch. Who speaks moves the mouth from vowel to consonant several times a second: level and
/// spectrum change. What hums, blows, rings, turns or plays a tune keeps its spectrum, however bright or clipped it is; what is struck changes at once.
///
/// @param loudest level of the loud parts above that of the quiet ones, dB
/// @param rise of the level from one part to the next, dB: exceeded in one of twenty
/// @param soundChange median change of the spectrum's shape within 40 ms, dB
/// @param syllableChange the same within 100 ms
/// @param wordChange the same within 200 ms
/// @param flatness of the spectrum, dB: 0 in white noise, lower where few frequencies are strong
/// @param syllables share of what the level does that happens two to eight times a second
/// @param flutter share of it that is faster
record SpeechTraits(double loudest, double rise, double soundChange, double syllableChange, double wordChange, double flatness,
        double syllables, double flutter) {
    /// Parts from one to the one that it is compared with.
    private static final int SOUND = 2;
    private static final int SYLLABLE = 5;
    private static final int WORD = 10;
    /// What is louder by that than the quiet parts is looked at, unless it is far below the loudest.
    private static final double ABOVE_QUIET_DB = 7;
    private static final double BELOW_LOUDEST_DB = 30;
    /// So much above the quiet parts of a band, noise is no change.
    private static final double ABOVE_NOISE_DB = 6;
    private static final double LOWEST_HERTZ = 0.5;
    private static final double HIGHEST_HERTZ = 24;
    private static final double SLOWEST_SYLLABLES = 2;
    private static final double FASTEST_SYLLABLES = 8;

    static SpeechTraits of(SpectralParts parts, SpectralParts.Floor floor) {
        double[] levels = parts.levels();
        double[][] shapes = shapes(parts.bands(), floor);
        double least = Math.max(floor.level() + ABOVE_QUIET_DB, Arrays.stream(levels).max().orElse(0) - BELOW_LOUDEST_DB);
        boolean[] loud = new boolean[levels.length];
        IntStream.range(0, loud.length).forEach(i -> loud[i] = levels[i] > least);
        double[] rhythm = rhythm(levels, floor.level());
        return new SpeechTraits(Percentile.of(Arrays.stream(levels), 95) - floor.level(),
            Percentile.of(loud(loud).filter(i -> i > 0).mapToDouble(i -> levels[i] - levels[i - 1]), 95),
            change(shapes, loud, SOUND), change(shapes, loud, SYLLABLE), change(shapes, loud, WORD),
            Percentile.of(loud(loud).mapToDouble(i -> parts.flatness()[i]), 50), rhythm[0], rhythm[1]);
    }

    private static IntStream loud(boolean[] loud) {
        return IntStream.range(0, loud.length).filter(i -> loud[i]);
    }

    /// Of the spectrum: each band against the mean of all, none below the noise.
    private static double[][] shapes(double[][] bands, SpectralParts.Floor floor) {
        return Arrays.stream(bands).map(part -> {
            double[] shape = IntStream.range(0, part.length).mapToDouble(band -> Math.max(part[band], floor.bands()[band] + ABOVE_NOISE_DB)).toArray();
            double mean = Arrays.stream(shape).average().orElseThrow();
            return Arrays.stream(shape).map(level -> level - mean).toArray();
        }).toArray(double[][]::new);
    }

    private static double change(double[][] shapes, boolean[] loud, int step) {
        return Percentile.of(loud(loud).filter(i -> i + step < loud.length && loud[i + step]).mapToDouble(i -> distance(shapes[i], shapes[i + step])), 50);
    }

    private static double distance(double[] one, double[] other) {
        double square = 0;
        for (int band = 0; band < one.length; band++) {
            square += (one[band] - other[band]) * (one[band] - other[band]);
        }
        return Math.sqrt(square / one.length);
    }

    /// Of the level above the quiet parts: the share at the speed of syllables, and that above it.
    private static double[] rhythm(double[] levels, double quiet) {
        double[] curve = Arrays.stream(levels).map(level -> Math.max(level, quiet)).toArray();
        double mean = Arrays.stream(curve).average().orElse(0);
        for (int i = 0; i < curve.length; i++) {
            curve[i] = (curve[i] - mean) * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / (curve.length - 1)));
        }
        double all = 1;
        double syllables = 0;
        double flutter = 0;
        for (double hertz = LOWEST_HERTZ; hertz <= HIGHEST_HERTZ; hertz += LOWEST_HERTZ) {
            double power = power(curve, hertz);
            all += power;
            syllables += hertz >= SLOWEST_SYLLABLES && hertz < FASTEST_SYLLABLES ? power : 0;
            flutter += hertz >= FASTEST_SYLLABLES ? power : 0;
        }
        return new double[] {syllables / all, flutter / all};
    }

    /// Of what a curve does at one frequency (Goertzel).
    private static double power(double[] curve, double hertz) {
        double turn = 2 * Math.cos(2 * Math.PI * hertz / SpectralParts.A_SECOND);
        double before = 0;
        double last = 0;
        for (double value : curve) {
            double next = value + turn * last - before;
            before = last;
            last = next;
        }
        return last * last + before * before - turn * last * before;
    }
}
