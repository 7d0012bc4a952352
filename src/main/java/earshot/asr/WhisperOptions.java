package earshot.asr;

import module java.base;

import earshot.data.LetterCase;
import earshot.data.TextLimit;

/// What Whisper is told beside the sound.
///
/// @param language as in ISO 639-1; empty for the one that it detects, which takes about as long again
/// @param prompt text that the sound might follow: names and words to expect; cut at [#MAX_PROMPT_CHARS] characters
record WhisperOptions(Optional<String> language, Optional<String> prompt) {
    /// Whisper looks at 224 tokens of it; with more than 1 024, or with a word that is too long, the native code ends the process.
    static final int MAX_PROMPT_CHARS = 300;
    /// Without it most models write Chinese in traditional characters.
    static final String SIMPLIFIED = "以下是普通话的句子。";
    /// OpenAI's own limit of `no_speech_prob`.
    private static final double PROBABLY_SILENT = 0.6;
    private static final Map<String, String> NAMES = Stream.of(Locale.getISOLanguages())
        .collect(Collectors.toMap(code -> LetterCase.lower(Locale.of(code).getDisplayLanguage(Locale.ENGLISH)), code -> code, (first, _) -> first));

    WhisperOptions {
        prompt = prompt.map(text -> TextLimit.cut(text.replace('\0', ' '), MAX_PROMPT_CHARS));
    }

    /// @param written a code such as `zh`, `zh-CN` or `en_US`, an English name such as `chinese`, or `auto`
    static WhisperOptions of(Optional<String> written, Optional<String> prompt) {
        Optional<String> language = written.map(LetterCase::lower).filter(text -> !text.equals("auto"))
            .map(text -> NAMES.getOrDefault(text, text.replaceFirst("[-_].*", "")));
        return new WhisperOptions(language, prompt.or(() -> language.filter("zh"::equals).map(_ -> SIMPLIFIED)));
    }

    /// Without the prompt itself, which Whisper writes where nobody spoke.
    RecognitionResult withoutEcho(RecognitionResult result) {
        boolean echo = prompt.filter(result.text()::equals).isPresent() && result.noSpeech().orElse(0) > PROBABLY_SILENT;
        return echo ? new RecognitionResult("", 0, result.noSpeech()) : result.withHints(prompt.stream().toList());
    }
}
