package earshot.audio;

import module java.base;

/// What of a sound has the pitch of a voice, and how the pitch moves. Coughs, clicks, keys and whispering have none; music holds its notes, sirens and
/// machines glide, while the pitch of a voice never stays and never leaps.
///
/// @param pitched sum of the parts with a pitch
/// @param loud sum of the parts that stand out of the noise
/// @param longest parts with a pitch one after the other
/// @param held share of the steps from one part to the next at which the pitch stays; 0 where there are too few to tell
/// @param moves median change of the pitch from one part to the next, as a part of it; 0 where there are too few to tell
/// @param likeness of the loud parts to themselves one period later, 0 to 1: the mean
/// @param likenessSpread standard deviation of it
record PitchedSound(Duration pitched, Duration loud, int longest, double held, double moves, double likeness, double likenessSpread) {
    /// Enough for the pitch and its first harmonics.
    private static final int RATE = 4_000;
    private static final int HOP = RATE / SpectralParts.A_SECOND;
    private static final int HOP_MILLIS = 20;
    private static final int WINDOW = 2 * HOP;
    private static final int SHORTEST_LAG = RATE / 400;
    private static final int LONGEST_LAG = RATE / 70;
    /// Correlation of a part with itself one period later.
    private static final double PERIODIC = 0.6;
    /// A pitch that changes less stays. Half of the steps of a voice change by 1 %.
    private static final double STAYS = 0.005;
    private static final int LEAST_STEPS = 5;
    private static final int MOST_STEPS = 60;
    /// Of the likeness of a longer period, to be the better one.
    private static final double BETTER = 0.02;
    private static final double ABOVE_QUIET_DB = 6;

    /// A part is most like itself so many samples of the low rate later; 0 where nothing is like it.
    private record Period(int lag, double likeness) {
        boolean pitched() {
            return likeness >= PERIODIC;
        }
    }

    /// The sound at the low rate.
    static short[] low(PcmAudio audio) {
        return audio.at(RATE).pcm();
    }

    /// The level above which parts stand out of the quiet ones, dBFS.
    static double threshold(short[] low) {
        return Percentile.of(Arrays.stream(levels(low)), 10) + ABOVE_QUIET_DB;
    }

    private static double[] levels(short[] low) {
        int count = Math.max(0, (low.length - WINDOW - LONGEST_LAG) / HOP + 1);
        return IntStream.range(0, count).mapToDouble(i -> db(energy(low, i * HOP) / WINDOW)).toArray();
    }

    /// @param low of it
    /// @param thresholdDb what is quieter is noise, dBFS
    static PitchedSound of(PcmAudio audio, short[] low, double thresholdDb) {
        double[] levels = levels(low);
        DoubleStream.Builder steps = DoubleStream.builder();
        DoubleStream.Builder likenesses = DoubleStream.builder();
        int pitched = 0;
        int run = 0;
        int longest = 0;
        int looked = 0;
        double before = 0;
        for (int i = 0; i < levels.length; i++) {
            boolean stands = levels[i] > thresholdDb;
            Period found = stands ? period(low, i * HOP) : new Period(0, 0);
            if (stands) {
                likenesses.add(found.likeness());
            }
            double period = found.pitched() && looked < MOST_STEPS ? exactly(audio, i * HOP, found.lag()) : 0;
            if (before > 0 && period > 0) {
                steps.add(Math.abs(period / before - 1));
                looked++;
            }
            run = found.pitched() ? run + 1 : 0;
            pitched += found.pitched() ? 1 : 0;
            longest = Math.max(longest, run);
            before = period;
        }
        double[] moves = steps.build().toArray();
        boolean few = moves.length < LEAST_STEPS;
        double[] alike = likenesses.build().toArray();
        return new PitchedSound(millis(pitched), millis(alike.length), longest,
            few ? 0 : (double) Arrays.stream(moves).filter(move -> move < STAYS).count() / moves.length, few ? 0 : Percentile.of(Arrays.stream(moves), 50),
            Spread.mean(alike), Spread.of(alike));
    }

    /// Of the loud parts that have a pitch.
    double share() {
        return loud.isZero() ? 0 : (double) pitched.toMillis() / loud.toMillis();
    }

    private static Period period(short[] low, int at) {
        double energy = energy(low, at);
        double later = energy(low, at + SHORTEST_LAG);
        int lag = 0;
        double best = 0;
        double before = 0;
        boolean fell = false;
        for (int i = SHORTEST_LAG; i < LONGEST_LAG; i++) {
            double product = 0;
            for (int sample = at; sample < at + WINDOW; sample++) {
                product += low[sample] * low[sample + i];
            }
            double likeness = product / Math.sqrt(energy * later + 1);
            fell |= likeness < before;
            if (fell && likeness > (lag > 0 ? best + BETTER : 0)) {
                best = likeness;
                lag = i;
            }
            before = likeness;
            later += low[at + WINDOW + i] * low[at + WINDOW + i] - low[at + i] * low[at + i];
        }
        return new Period(lag, best);
    }

    /// In samples of the sound, with their fractions; 0 at its end.
    ///
    /// @param at in samples of the low rate, as `lag`
    private static double exactly(PcmAudio audio, int at, int lag) {
        int scale = Math.ceilDiv(audio.rate(), RATE);
        int from = (int) ((long) at * audio.rate() / RATE);
        int window = WINDOW * audio.rate() / RATE;
        int middle = (int) Math.round((double) lag * audio.rate() / RATE);
        if (from + window + middle + scale + 2 > audio.pcm().length) {
            return 0;
        }
        double[] likenesses = IntStream.rangeClosed(middle - scale - 1, middle + scale + 1).mapToDouble(i -> likeness(audio.pcm(), from, window, i)).toArray();
        int best = IntStream.range(1, likenesses.length - 1).boxed().max(Comparator.comparingDouble(i -> likenesses[i])).orElseThrow();
        double left = likenesses[best - 1];
        double right = likenesses[best + 1];
        double curve = left - 2 * likenesses[best] + right;
        return middle - scale - 1 + best + (curve < 0 ? Math.clamp((left - right) / (2 * curve), -0.5, 0.5) : 0);
    }

    /// From -1 to 1: of a part with what comes so many samples later.
    private static double likeness(short[] pcm, int at, int length, int lag) {
        double product = 0;
        double energy = 1;
        double later = 1;
        for (int i = at; i < at + length; i++) {
            product += pcm[i] * pcm[i + lag];
            energy += pcm[i] * pcm[i];
            later += pcm[i + lag] * pcm[i + lag];
        }
        return product / Math.sqrt(energy * later);
    }

    private static Duration millis(int hops) {
        return Duration.ofMillis((long) hops * HOP_MILLIS);
    }

    private static double energy(short[] pcm, int at) {
        double energy = 0;
        for (int i = at; i < at + WINDOW; i++) {
            energy += pcm[i] * pcm[i];
        }
        return energy;
    }

    /// dBFS of a mean square.
    private static double db(double square) {
        return 10 * Math.log10(square / (32768.0 * 32768.0) + 1e-10);
    }
}
