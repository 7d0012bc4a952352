package earshot.audio;

import module java.base;

/// How likely somebody speaks in a sound, in the stretch of some seconds where that is likeliest: a logistic regression over its [SpeechTraits] and its pitch,
/// fitted to speech of many voices and languages, also sung, whispered, far, by telephone and in noise, and to a hundred kinds of other sounds.
///
/// @param logOdds above 0 it is rather speech
/// @param loud sum of the parts that stand out of the noise
public record SpeechLikelihood(double logOdds, Duration loud) {
    private static final int RATE = 16_000;
    /// Only so much of a sound is looked at at once.
    private static final int STRETCH = 4 * RATE;
    private static final int LEAST = RATE / 5;
    private static final double BIAS = 8.497;

    /// What a value adds to the likelihood.
    ///
    /// @param low end of the range in which the values of speech lie; what is outside counts as its end
    /// @param slope for the value from -1 to 1 within the range
    /// @param curve for its square
    private record Term(double value, double low, double high, double slope, double curve) {
        double logOdds() {
            double scaled = 2 * (Math.clamp(value, low, high) - low) / (high - low) - 1;
            return slope * scaled + curve * scaled * scaled;
        }
    }

    /// @param voice what the detector found in the sound
    /// @param enough no more stretches are looked at when one is so likely
    public static SpeechLikelihood of(PcmAudio audio, VoiceActivity voice, double enough) {
        short[] pcm = audio.at(RATE).pcm();
        PcmAudio first = stretch(pcm, Math.min(pcm.length, STRETCH));
        if (first.pcm().length < LEAST) {
            return new SpeechLikelihood(Double.NEGATIVE_INFINITY, Duration.ZERO);
        }
        SpectralParts parts = SpectralParts.of(first.pcm());
        SpectralParts.Floor floor = parts.floor();
        double threshold = Math.max(voice.thresholdDb(), PitchedSound.threshold(first));
        SpeechLikelihood most = of(parts, floor, PitchedSound.of(first, threshold), voice);
        for (int from = STRETCH; from + LEAST <= pcm.length && most.logOdds() < enough; from += STRETCH) {
            PcmAudio next = stretch(pcm, Math.min(pcm.length, from + STRETCH));
            SpeechLikelihood other = of(SpectralParts.of(next.pcm()), floor, PitchedSound.of(next, threshold), voice);
            most = other.logOdds() > most.logOdds() ? other : most;
        }
        return most;
    }

    private static PcmAudio stretch(short[] pcm, int until) {
        return new PcmAudio(Arrays.copyOfRange(pcm, Math.max(0, until - STRETCH), until), RATE);
    }

    private static SpeechLikelihood of(SpectralParts parts, SpectralParts.Floor floor, PitchedSound pitch, VoiceActivity voice) {
        double logOdds = BIAS + terms(SpeechTraits.of(parts, floor), pitch, voice).mapToDouble(Term::logOdds).sum();
        return new SpeechLikelihood(logOdds, pitch.loud());
    }

    private static Stream<Term> terms(SpeechTraits traits, PitchedSound pitch, VoiceActivity voice) {
        return Stream.of(new Term(traits.loudest(), -1.8, 78.44, 1.95, 9.73),
            new Term(traits.rise(), -6.886, 43.45, -3.09, -0.14),
            new Term(traits.soundChange(), -1.936, 12.13, 0.58, -7.17),
            new Term(traits.syllableChange(), -3.909, 20.43, 3.97, -3.48),
            new Term(traits.wordChange(), -4.523, 21.7, 2.53, -3.15),
            new Term(traits.flatness(), -42.37, 1.143, 0.67, -2.78),
            new Term(traits.syllables(), -0.1663, 1.171, 2.38, 0.28),
            new Term(traits.flutter(), -0.1371, 0.6561, 1.62, -3.16),
            new Term(pitch.held(), -0.24, 1.04, -0.06, -3.09),
            new Term(pitch.moves(), -0.00944, 0.04091, 0.41, -6.24),
            new Term(logarithm(voice.longestRun()), 3.951, 9.233, 0.33, -8.17),
            new Term(pitch.share(), -0.3, 1.3, 0.77, 1.68),
            new Term(logarithm(pitch.pitched()), 1.487, 9.535, -3.05, -2.51));
    }

    private static double logarithm(Duration duration) {
        return Math.log(duration.toMillis() + 20.0);
    }
}
