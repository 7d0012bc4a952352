package earshot.tts;

import module java.base;

import earshot.data.LetterCase;
import earshot.remote.ProviderSettings;

/// How sound without a sign of its format is read.
///
/// @param raw whether the sound may be such samples; else it is refused, because it would be noise
/// @param rate of samples, in Hz
record SampleFormat(boolean raw, int rate) {
    private static final Set<String> RAW = Set.of("pcm", "raw", "l16", "s16le", "pcm_s16le");
    private static final int SPOKEN_RATE = 24_000;

    /// As `response_format` (or `format`) and `sample_rate` of a section say.
    static SampleFormat of(ProviderSettings provider) {
        return named(provider.text("response_format", "format").orElse(""), (int) provider.number("sample_rate", SPOKEN_RATE));
    }

    /// @param format as a service calls it
    static SampleFormat named(String format, int rate) {
        return new SampleFormat(RAW.contains(LetterCase.lower(format)), rate);
    }
}
