package earshot.audio;

import module java.base;

/// What of a sound may come from a voice that speaks: it has the pitch of a voice, and changes as syllables do. Coughs, clicks and keys have no
/// pitch; what hums or blows does not change; music holds its notes, while the pitch of a voice always moves.
///
/// @param pitched sum of the parts with a pitch
/// @param longestRun of such parts one after the other
/// @param loud sum of the parts that stand out of the noise
/// @param steady whether the loud parts are all alike
/// @param held share of the steps from one part to the next at which the pitch stays; 0 where there are too few to tell
public record PitchedSound(Duration pitched, Duration longestRun, Duration loud, boolean steady, double held) {
    /// Only so much of a sound is looked at, to cost a millisecond or two.
    public static final Duration LONGEST = Duration.ofSeconds(4);

    /// Enough for the pitch and its first harmonics.
    private static final int RATE = 4_000;
    private static final int HOP = RATE / 50;
    private static final int HOP_MILLIS = 20;
    private static final int WINDOW = 2 * HOP;
    private static final int SHORTEST_LAG = RATE / 400;
    private static final int LONGEST_LAG = RATE / 70;
    /// Correlation of a part with itself one period later.
    private static final double PERIODIC = 0.6;
    /// A pitch that changes less stays. Half of the steps of a voice change by 1 %.
    private static final double STAYS = 0.005;
    private static final int LEAST_STEPS = 12;
    private static final int MOST_STEPS = 60;
    /// Of the likeness of a longer period, to be the better one.
    private static final double BETTER = 0.02;
    /// Between quiet and loud parts of speech, and between its dull and bright ones.
    private static final double LEVEL_SPREAD_DB = 4;
    private static final double TILT_SPREAD_DB = 3;
    private static final double ABOVE_QUIET_DB = 6;

    /// Parts of a sound that one syllable may fill, which is all alike too.
    private static final int ONE_SYLLABLE = 600 / HOP_MILLIS;

    /// One part of the sound.
    ///
    /// @param tilt the level of the differences between samples against that of the samples, dB: how bright it is
    private record Part(int at, double level, double tilt) {}

    /// @param thresholdDb what is quieter is noise, dBFS
    public static PitchedSound of(PcmAudio audio, double thresholdDb) {
        short[] pcm = audio.pcm();
        int most = (int) (LONGEST.toMillis() * audio.rate() / 1000);
        PcmAudio looked = pcm.length <= most ? audio : new PcmAudio(Arrays.copyOf(pcm, most), audio.rate());
        short[] low = looked.at(RATE).pcm();
        List<Part> all = new ArrayList<>();
        for (int at = 0; at + WINDOW + LONGEST_LAG <= low.length; at += HOP) {
            int from = (int) ((long) at * audio.rate() / RATE);
            all.add(new Part(at, db(energy(low, at, WINDOW) / WINDOW), tilt(looked.pcm(), from, WINDOW * audio.rate() / RATE)));
        }
        double least = Math.max(thresholdDb, Percentile.of(all.stream().mapToDouble(Part::level), 10) + ABOVE_QUIET_DB);
        int pitched = 0;
        int run = 0;
        int longestRun = 0;
        for (Part part : all) {
            boolean pitch = part.level() > least && periodic(low, part.at());
            run = pitch ? run + 1 : 0;
            pitched += pitch ? 1 : 0;
            longestRun = Math.max(longestRun, run);
        }
        List<Part> loud = all.stream().filter(part -> part.level() > least).toList();
        boolean steady = loud.size() >= ONE_SYLLABLE && (spread(loud, Part::level) < LEVEL_SPREAD_DB || spread(loud, Part::tilt) < TILT_SPREAD_DB);
        return new PitchedSound(millis(pitched), millis(longestRun), millis(loud.size()), steady, held(looked, low, loud));
    }

    private static double held(PcmAudio audio, short[] low, List<Part> loud) {
        int steps = 0;
        int stayed = 0;
        double before = 0;
        int at = -HOP;
        for (Part part : loud) {
            before = part.at() == at + HOP ? before : 0;
            at = part.at();
            double period = period(audio, low, at);
            if (before > 0 && period > 0) {
                steps++;
                stayed += Math.abs(period / before - 1) < STAYS ? 1 : 0;
            }
            before = period;
            if (steps == MOST_STEPS) {
                break;
            }
        }
        return steps < LEAST_STEPS ? 0 : (double) stayed / steps;
    }

    /// In samples of the sound, with their fractions; 0 where there is none.
    private static double period(PcmAudio audio, short[] low, int at) {
        int lag = 0;
        double best = PERIODIC;
        double before = 0;
        boolean fell = false;
        for (int i = SHORTEST_LAG; i < LONGEST_LAG; i++) {
            double likeness = likeness(low, at, WINDOW, i);
            fell |= likeness < before;
            if (fell && likeness > best) {
                best = likeness + BETTER;
                lag = i;
            }
            before = likeness;
        }
        int scale = Math.ceilDiv(audio.rate(), RATE);
        int from = (int) ((long) at * audio.rate() / RATE);
        int window = WINDOW * audio.rate() / RATE;
        int middle = (int) Math.round((double) lag * audio.rate() / RATE);
        if (lag == 0 || from + window + middle + scale + 2 > audio.pcm().length) {
            return 0;
        }
        int nearest = IntStream.rangeClosed(middle - scale, middle + scale).boxed().max(Comparator.comparingDouble(i -> likeness(audio.pcm(), from, window, i)))
            .orElseThrow();
        double left = likeness(audio.pcm(), from, window, nearest - 1);
        double right = likeness(audio.pcm(), from, window, nearest + 1);
        double curve = left - 2 * likeness(audio.pcm(), from, window, nearest) + right;
        return nearest + (curve < 0 ? Math.clamp((left - right) / (2 * curve), -0.5, 0.5) : 0);
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

    /// Whether it is like itself one period later, for a period of a voice.
    private static boolean periodic(short[] pcm, int at) {
        double energy = energy(pcm, at, WINDOW);
        double later = energy(pcm, at + SHORTEST_LAG, WINDOW);
        double before = 0;
        boolean fell = false;
        for (int lag = SHORTEST_LAG; lag < LONGEST_LAG; lag++) {
            double product = 0;
            for (int i = at; i < at + WINDOW; i++) {
                product += pcm[i] * pcm[i + lag];
            }
            double likeness = product / Math.sqrt(energy * later + 1);
            fell |= likeness < before;
            if (fell && likeness > PERIODIC) {
                return true;
            }
            before = likeness;
            later += pcm[at + WINDOW + lag] * pcm[at + WINDOW + lag] - pcm[at + lag] * pcm[at + lag];
        }
        return false;
    }

    private static double tilt(short[] pcm, int at, int length) {
        double differences = 0;
        for (int i = at + 1; i < Math.min(pcm.length, at + length); i++) {
            double difference = pcm[i] - pcm[i - 1];
            differences += difference * difference;
        }
        return db(differences) - db(energy(pcm, at, Math.min(length, pcm.length - at)));
    }

    private static double energy(short[] pcm, int at, int length) {
        double energy = 0;
        for (int i = at; i < at + length; i++) {
            energy += pcm[i] * pcm[i];
        }
        return energy;
    }

    /// dBFS of a mean square.
    private static double db(double square) {
        return 10 * Math.log10(square / (32768.0 * 32768.0) + 1e-10);
    }

    private static double spread(List<Part> parts, ToDoubleFunction<Part> value) {
        return Percentile.of(parts.stream().mapToDouble(value), 90) - Percentile.of(parts.stream().mapToDouble(value), 10);
    }
}
