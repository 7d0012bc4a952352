package earshot.asr;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.SpeechLikelihood;
import earshot.audio.VoiceActivity;

/// Finds texts that nobody said. What a text says never decides alone: it is one only where the sound lacks the voice that saying it takes, so that
/// a person who says "thank you for watching" is heard. Only what cannot be said, such as `♪` or `[Music]`, is always one. Safe for use from any thread.
///
/// @param settings asked for each text
public record HallucinationDetector(Supplier<HallucinationSettings> settings) {
    /// The recognizer's own doubt from which on a text is looked at closely.
    private static final double NO_SPEECH = 0.6;
    /// Nobody speaks faster than this, with room for words that are spelled longer than they sound.
    private static final double SYLLABLES_A_SECOND = 12;
    private static final int SYLLABLES_FREE = 3;
    /// So likely speech must be for a text with marks of an invented one, and for any other.
    private static final double SURELY = 1;
    private static final double RATHER_NOT = -0.5;

    /// @param activity what the detector found while the sound came; where it is empty nothing is known, and the text is kept
    /// @return empty when somebody said it, as far as can be told
    public Optional<Hallucination> find(RecognitionResult result, PcmAudio sound, Optional<VoiceActivity> activity) {
        HallucinationSettings now = settings.get();
        if (!now.dropped() || result.text().isBlank()) {
            return Optional.empty();
        }
        if (HallucinationPhrases.isRemark(result.text())) {
            return Optional.of(new Hallucination(result.text(), Hallucination.Reason.KNOWN_PHRASE));
        }
        if (activity.isEmpty()) {
            return Optional.empty();
        }
        Optional<Hallucination.Reason> mark = mark(result, now.phrases());
        double needed = mark.isPresent() ? SURELY : RATHER_NOT;
        SpeechLikelihood speech = SpeechLikelihood.of(sound, activity.get(), needed);
        boolean spoken = speech.logOdds() >= needed && fits(syllables(result.text()), activity.get(), speech);
        return spoken ? Optional.empty() : Optional.of(new Hallucination(result.text(), mark.orElse(Hallucination.Reason.LITTLE_VOICE)));
    }

    private static Optional<Hallucination.Reason> mark(RecognitionResult result, List<String> phrases) {
        if (result.noSpeech().orElse(0) >= NO_SPEECH) {
            return Optional.of(Hallucination.Reason.NO_SPEECH);
        }
        if (repeatsHints(result)) {
            return Optional.of(Hallucination.Reason.PROMPT);
        }
        return HallucinationPhrases.contain(result.text(), phrases) ? Optional.of(Hallucination.Reason.KNOWN_PHRASE) : Optional.empty();
    }

    /// Whether the text is the prompt, a sentence of it, or a list of the expected words.
    private static boolean repeatsHints(RecognitionResult result) {
        String rest = HallucinationPhrases.normalized(result.text());
        List<String> hints = result.hints().stream().flatMap(hint -> Stream.concat(Stream.of(hint), Stream.of(hint.split("[.!?,;:。！？，、；：\n]+"))))
            .map(HallucinationPhrases::normalized).filter(hint -> !hint.isEmpty()).distinct().sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
        for (String hint : hints) {
            rest = rest.replace(hint, "");
        }
        return !hints.isEmpty() && rest.isEmpty();
    }

    private static boolean fits(int syllables, VoiceActivity voice, SpeechLikelihood speech) {
        Duration longest = voice.voiced().compareTo(speech.loud()) > 0 ? voice.voiced() : speech.loud();
        return syllables <= SYLLABLES_FREE + SYLLABLES_A_SECOND * longest.toMillis() / 1000;
    }

    /// About how many syllables a text has.
    private static int syllables(String text) {
        int wide = (int) text.codePoints().filter(c -> Character.isIdeographic(c) || c >= 0x3040 && c <= 0x30ff || c >= 0xac00 && c <= 0xd7a3).count();
        int letters = (int) text.codePoints().filter(Character::isLetterOrDigit).count() - wide;
        return wide + Math.ceilDiv(letters, 3);
    }
}
