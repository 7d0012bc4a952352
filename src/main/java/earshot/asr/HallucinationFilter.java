package earshot.asr;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.PitchedSound;
import earshot.audio.SpectralChange;
import earshot.audio.VoiceActivity;

/// Finds texts that nobody said. What a text says never decides alone: it is one only where the sound lacks the voice that saying it takes, so that
/// a person who says "thank you for watching" is heard. Only what cannot be said, such as `♪` or `[Music]`, is always one. Safe for use from any thread.
///
/// @param settings asked for each text
public record HallucinationFilter(Supplier<HallucinationSettings> settings) {
    /// The recognizer's own doubt from which on a text is looked at closely.
    private static final double NO_SPEECH = 0.6;
    /// Nobody speaks faster than this, with room for words that are spelled longer than they sound.
    private static final double SYLLABLES_A_SECOND = 12;
    private static final int SYLLABLES_FREE = 3;
    /// Where so much was voiced there is no doubt about a text without marks of an invented one.
    private static final Duration MUCH_VOICE = Duration.ofSeconds(3);
    private static final Duration WORD = Duration.ofMillis(60);
    /// Of the voiced parts of speech at least so much has a pitch.
    private static final double PITCHED_SHARE = 0.4;
    private static final double PITCHED_SHARE_AT_LEAST = 0.15;
    /// A vowel that is drawn out, longer than the end of a cough.
    private static final Duration VOWEL = Duration.ofMillis(240);
    /// Steps at which the pitch stays: at most two of five in speech, also in that of machines. In a room with an echo, and in songs, they are more, but not
    /// all that is loud has a pitch, as in music.
    private static final double MUSIC = 0.5;
    private static final double SURELY_MUSIC = 0.75;
    private static final double ALL_PITCH = 0.95;
    /// Of the spectrum within a tenth of a second ([SpectralChange]). What changes less is surely a hum.
    private static final double HUM_CHANGES_DB = 2;
    /// Hardly any speech changes less; where the pitch stays, as in a tune that is whistled, so much more for each step that it could.
    private static final double SPEECH_CHANGES_DB = 2.8;
    private static final double FOR_STAYING_PITCH_DB = 2;
    /// Echoes blur what changes; struck notes change less.
    private static final double WORDS_CHANGE_DB = 4;
    /// Only speech changes so much for so long, whether whispered or sung.
    private static final double SURELY_SPEECH_DB = 6.5;
    /// Whispering has no pitch, but lasts.
    private static final Duration WHISPER = Duration.ofMillis(600);

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
        VoiceActivity voice = activity.get();
        OptionalDouble change = SpectralChange.of(sound, SURELY_SPEECH_DB);
        if (change.orElse(HUM_CHANGES_DB) < HUM_CHANGES_DB) {
            return Optional.of(new Hallucination(result.text(), mark.orElse(Hallucination.Reason.LITTLE_VOICE)));
        }
        if (mark.isEmpty() && voice.voiced().compareTo(MUCH_VOICE) >= 0) {
            return Optional.empty();
        }
        PitchedSound pitched = PitchedSound.of(sound, voice.thresholdDb());
        int syllables = syllables(result.text());
        boolean spoken = mark.isPresent() ? saysSo(syllables, voice, pitched, change) : mayBeSpoken(syllables, voice, pitched, change);
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

    /// Whether the sound has the voice that the text needs.
    private static boolean saysSo(int syllables, VoiceActivity voice, PitchedSound pitched, OptionalDouble change) {
        if (isSurelySpeech(voice, pitched, change)) {
            return fits(syllables, voice, pitched);
        }
        Duration needed = WORD.multipliedBy(Math.max(2, syllables));
        boolean speech = pitched.pitched().compareTo(share(looked(voice), PITCHED_SHARE)) >= 0 || pitched.longestRun().compareTo(VOWEL) >= 0;
        double least = SPEECH_CHANGES_DB + FOR_STAYING_PITCH_DB * pitched.held();
        return !pitched.steady() && !isMusic(MUSIC, pitched, change) && change.orElse(least) >= least && speech && pitched.pitched().compareTo(needed) >= 0;
    }

    /// Whether the sound may be speech at all, and long enough for the text.
    private static boolean mayBeSpoken(int syllables, VoiceActivity voice, PitchedSound pitched, OptionalDouble change) {
        boolean speech = pitched.pitched().compareTo(WORD) >= 0 && pitched.pitched().compareTo(share(looked(voice), PITCHED_SHARE_AT_LEAST)) >= 0;
        boolean sound = isSurelySpeech(voice, pitched, change) || !pitched.steady() && !isMusic(SURELY_MUSIC, pitched, change);
        return sound && fits(syllables, voice, pitched) && (speech || voice.longestRun().compareTo(WHISPER) >= 0);
    }

    private static boolean isSurelySpeech(VoiceActivity voice, PitchedSound pitched, OptionalDouble change) {
        return change.orElse(0) >= SURELY_SPEECH_DB && !pitched.steady() && voice.longestRun().compareTo(WHISPER) >= 0;
    }

    private static boolean isMusic(double held, PitchedSound pitched, OptionalDouble change) {
        boolean allPitch = pitched.pitched().toMillis() >= ALL_PITCH * pitched.loud().toMillis();
        return pitched.held() >= held && (allPitch || change.orElse(0) < WORDS_CHANGE_DB);
    }

    private static boolean fits(int syllables, VoiceActivity voice, PitchedSound pitched) {
        Duration longest = voice.voiced().compareTo(pitched.loud()) > 0 ? voice.voiced() : pitched.loud();
        return syllables <= SYLLABLES_FREE + SYLLABLES_A_SECOND * longest.toMillis() / 1000;
    }

    private static Duration looked(VoiceActivity voice) {
        return voice.voiced().compareTo(PitchedSound.LONGEST) < 0 ? voice.voiced() : PitchedSound.LONGEST;
    }

    private static Duration share(Duration of, double share) {
        return Duration.ofMillis((long) (of.toMillis() * share));
    }

    /// About how many syllables a text has.
    private static int syllables(String text) {
        int wide = (int) text.codePoints().filter(c -> Character.isIdeographic(c) || c >= 0x3040 && c <= 0x30ff || c >= 0xac00 && c <= 0xd7a3).count();
        int letters = (int) text.codePoints().filter(Character::isLetterOrDigit).count() - wide;
        return wide + Math.ceilDiv(letters, 3);
    }
}
