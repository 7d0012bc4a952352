package earshot.audio;

import module java.base;

/// What of a sound may come from a voice that speaks: it has the pitch of a voice, and changes as syllables do. Coughs, clicks and keys have no
/// pitch; what hums or blows does not change.
///
/// @param pitched sum of the parts with a pitch
/// @param longestRun of such parts one after the other
/// @param loud sum of the parts that stand out of the noise
/// @param steady whether the loud parts are all alike
public record PitchedSound(Duration pitched, Duration longestRun, Duration loud, boolean steady) {
    /// Only so much of a sound is looked at, to cost no more than a millisecond.
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
        double least = Math.max(thresholdDb, hundredth(all, Part::level, 10) + ABOVE_QUIET_DB);
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
        return new PitchedSound(millis(pitched), millis(longestRun), millis(loud.size()), steady);
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
        return hundredth(parts, value, 90) - hundredth(parts, value, 10);
    }

    private static double hundredth(List<Part> parts, ToDoubleFunction<Part> value, int which) {
        double[] sorted = parts.stream().mapToDouble(value).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length * which / 100];
    }
}
