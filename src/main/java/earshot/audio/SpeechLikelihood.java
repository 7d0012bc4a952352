package earshot.audio;

import module java.base;

/// How likely somebody speaks in a sound, in the stretch of some seconds where that is likeliest, by what [SpeechModel] makes of its [SpeechTraits] and its
/// pitch.
///
/// @param logOdds above 0 it is rather speech
/// @param loud sum of the parts that stand out of the noise
public record SpeechLikelihood(double logOdds, Duration loud) {
    private static final int RATE = 16_000;
    /// Only so much of a sound is looked at at once.
    private static final int STRETCH = 4 * RATE;
    private static final int LEAST = RATE / 5;

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
        short[] low = PitchedSound.low(first);
        double threshold = Math.max(voice.thresholdDb(), PitchedSound.threshold(low));
        SpeechLikelihood most = of(SpeechTraits.of(parts, floor), PitchedSound.of(first, low, threshold), voice);
        for (int from = STRETCH; from + LEAST <= pcm.length && most.logOdds() < enough; from += STRETCH) {
            PcmAudio next = stretch(pcm, Math.min(pcm.length, from + STRETCH));
            SpeechTraits traits = SpeechTraits.of(SpectralParts.of(next.pcm()), floor);
            SpeechLikelihood other = of(traits, PitchedSound.of(next, PitchedSound.low(next), threshold), voice);
            most = other.logOdds() > most.logOdds() ? other : most;
        }
        return most;
    }

    private static PcmAudio stretch(short[] pcm, int until) {
        return new PcmAudio(Arrays.copyOfRange(pcm, Math.max(0, until - STRETCH), until), RATE);
    }

    private static SpeechLikelihood of(SpeechTraits traits, PitchedSound pitch, VoiceActivity voice) {
        return new SpeechLikelihood(SpeechModel.logOdds(values(traits, pitch, voice)), pitch.loud());
    }

    /// In the order of the model's terms.
    static double[] values(SpeechTraits traits, PitchedSound pitch, VoiceActivity voice) {
        DoubleStream several = DoubleStream.of(traits.loudest(), traits.rise(), traits.levelSpread(), traits.flatness(), traits.change(), traits.syllables(),
            traits.duty(), Math.log(traits.loud() + 1), pitch.held(), pitch.moves(), pitch.likeness(), pitch.likenessSpread(), pitch.share(),
            logarithm(pitch.pitched()), Math.log(pitch.longest() + 1), logarithm(voice.longestRun()));
        return DoubleStream.concat(several, DoubleStream.concat(Arrays.stream(traits.shape()), Arrays.stream(traits.shapeSpread()))).toArray();
    }

    private static double logarithm(Duration duration) {
        return Math.log(duration.toMillis() + 20.0);
    }
}
