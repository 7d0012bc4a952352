package earshot.audio;

import module java.base;

/// What some seconds of sound have of speech. Who speaks moves the mouth from vowel to consonant several times a second: level and spectrum change, and some
/// of it has a pitch. What hums, blows, rings, turns or plays a tune keeps its spectrum, however bright or clipped it is; what is struck changes at once.
///
/// @param loudest level of the loud parts above that of the quiet ones, dB
/// @param rise of the level from one part to the next, dB: exceeded in one of twenty
/// @param levelSpread standard deviation of the level of the loud parts, dB
/// @param flatness of the spectrum, dB: 0 in white noise, lower where few frequencies are strong
/// @param change median change of the spectrum's shape from one part to the next, dB
/// @param syllables share of what the level does that happens three to six times a second
/// @param duty share of the parts that are loud
/// @param loud how many they are
/// @param shape of the spectrum: mean level of each band of the loud parts against the mean of all bands, dB
/// @param shapeSpread standard deviation of each, dB
record SpeechTraits(double loudest, double rise, double levelSpread, double flatness, double change, double syllables, double duty, int loud,
        double[] shape, double[] shapeSpread) {
    /// What is louder by that than the quiet parts is looked at, unless it is far below the loudest.
    private static final double ABOVE_QUIET_DB = 7;
    private static final double BELOW_LOUDEST_DB = 30;
    /// So much above the quiet parts of a band, noise is no change.
    private static final double ABOVE_NOISE_DB = 6;
    private static final double LOWEST_HERTZ = 0.5;
    private static final double HIGHEST_HERTZ = 24;
    private static final double SLOWEST_SYLLABLES = 3;
    private static final double FASTEST_SYLLABLES = 6;

    static SpeechTraits of(SpectralParts parts, SpectralParts.Floor floor) {
        double[] levels = parts.levels();
        double[][] shapes = shapes(parts.bands(), floor);
        double least = Math.max(floor.level() + ABOVE_QUIET_DB, Arrays.stream(levels).max().orElse(0) - BELOW_LOUDEST_DB);
        int[] loud = IntStream.range(0, levels.length).filter(i -> levels[i] > least).toArray();
        DoubleStream changes = Arrays.stream(loud).filter(i -> i + 1 < levels.length && levels[i + 1] > least)
            .mapToDouble(i -> distance(shapes[i], shapes[i + 1]));
        double[][] bands = IntStream.range(0, MelBands.COUNT).mapToObj(band -> Arrays.stream(loud).mapToDouble(i -> shapes[i][band]).toArray())
            .toArray(double[][]::new);
        return new SpeechTraits(Percentile.of(Arrays.stream(levels), 95) - floor.level(),
            Percentile.of(Arrays.stream(loud).filter(i -> i > 0).mapToDouble(i -> levels[i] - levels[i - 1]), 95),
            Spread.of(Arrays.stream(loud).mapToDouble(i -> levels[i]).toArray()),
            Percentile.of(Arrays.stream(loud).mapToDouble(i -> parts.flatness()[i]), 50), Percentile.of(changes, 50), syllables(levels, floor.level()),
            (double) loud.length / levels.length, loud.length, Arrays.stream(bands).mapToDouble(Spread::mean).toArray(),
            Arrays.stream(bands).mapToDouble(Spread::of).toArray());
    }

    /// Of the spectrum: each band against the mean of all, none below the noise.
    private static double[][] shapes(double[][] bands, SpectralParts.Floor floor) {
        return Arrays.stream(bands).map(part -> {
            double[] shape = IntStream.range(0, part.length).mapToDouble(band -> Math.max(part[band], floor.bands()[band] + ABOVE_NOISE_DB)).toArray();
            double mean = Spread.mean(shape);
            return Arrays.stream(shape).map(level -> level - mean).toArray();
        }).toArray(double[][]::new);
    }

    private static double distance(double[] one, double[] other) {
        double square = 0;
        for (int band = 0; band < one.length; band++) {
            square += (one[band] - other[band]) * (one[band] - other[band]);
        }
        return Math.sqrt(square / one.length);
    }

    /// Of what the level above the quiet parts does: the share at the speed of syllables.
    private static double syllables(double[] levels, double quiet) {
        double[] curve = Arrays.stream(levels).map(level -> Math.max(level, quiet)).toArray();
        double mean = Spread.mean(curve);
        for (int i = 0; i < curve.length; i++) {
            curve[i] = (curve[i] - mean) * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / (curve.length - 1)));
        }
        double all = 1;
        double syllables = 0;
        for (double hertz = LOWEST_HERTZ; hertz <= HIGHEST_HERTZ; hertz += LOWEST_HERTZ) {
            double power = power(curve, hertz);
            all += power;
            syllables += hertz >= SLOWEST_SYLLABLES && hertz <= FASTEST_SYLLABLES ? power : 0;
        }
        return syllables / all;
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
