package earshot.audio;

import module java.base;

/// A tune that is hummed has the pitch of a voice, which moves, with gaps like those between words. But the mouth is shut: hardly anything of it lies above 1 kHz,
/// where each open vowel and each consonant has much.
public final class Humming {
    private static final int LOWEST_OPEN_HERTZ = 1_000;
    /// Only so much of a sound is looked at where that is no humming.
    private static final int BEGINNING_SECONDS = 4;
    private static final int PARTS_A_SECOND = 50;
    /// Shorter ones may be a word such as "hm".
    private static final int LEAST_PARTS = 3 * PARTS_A_SECOND / 2;
    /// Parts that stand out so much of the quiet ones are not brightened by noise.
    private static final double ABOVE_QUIET_DB = 16;
    /// Of the brightest tenth of the parts, above [#LOWEST_OPEN_HERTZ] against the whole. A row of "u" in a pocket, the darkest of speech, has -24 dB; what goes
    /// through the nose alone -30 to -38.
    private static final double SHUT_DB = -26;

    /// @param level mean square of the samples, dB
    /// @param open what of it lies above the lowest open frequency, dB
    private record Part(double level, double open) {}

    private Humming() {}

    /// Whether somebody hums and does not speak. Silence and what is short are no humming.
    public static boolean isIn(PcmAudio audio) {
        int beginning = Math.min(audio.pcm().length, BEGINNING_SECONDS * audio.rate());
        // who hums first may speak after it
        return isHummed(new PcmAudio(Arrays.copyOf(audio.pcm(), beginning), audio.rate())) && (beginning == audio.pcm().length || isHummed(audio));
    }

    private static boolean isHummed(PcmAudio audio) {
        short[] high = HighPass.filtered(audio, LOWEST_OPEN_HERTZ);
        int hop = audio.rate() / PARTS_A_SECOND;
        List<Part> parts = IntStream.range(0, audio.pcm().length / hop).mapToObj(part -> part(audio.pcm(), high, part * hop, hop)).toList();
        double least = Percentile.of(parts.stream().mapToDouble(Part::level), 10) + ABOVE_QUIET_DB;
        List<Part> clear = parts.stream().filter(part -> part.level() > least).toList();
        return clear.size() >= LEAST_PARTS && Percentile.of(clear.stream().mapToDouble(Part::open), 90) < SHUT_DB;
    }

    private static Part part(short[] whole, short[] high, int at, int length) {
        double level = db(whole, at, length);
        return new Part(level, db(high, at, length) - level);
    }

    private static double db(short[] pcm, int at, int length) {
        double sum = 1;
        for (int i = at; i < at + length; i++) {
            sum += pcm[i] * pcm[i];
        }
        return 10 * Math.log10(sum / length);
    }
}
