package earshot.tts;

import module java.base;

import earshot.remote.ProviderSettings;
import earshot.time.Time;

/// espeak-ng, where it is installed: a hundred languages, clear but synthetic, some 20 ms a sentence.
final class EspeakVoice {
    private EspeakVoice() {}

    /// @param provider `voice` (for example `en-us` or `cmn`) and `speed` (1 is 175 words a minute)
    static Voice of(ProviderSettings provider, Time time) {
        String voice = provider.text("voice").filter(name -> name.matches("[A-Za-z0-9+_-]{1,40}")).orElse("en-us");
        String speed = String.valueOf(Math.clamp(Math.round(175 * provider.number("speed", 1)), 80, 450));
        return new VoiceProcess("espeak-ng (" + voice + ")", List.of("espeak-ng", "-v", voice, "-s", speed, "--stdin", "--stdout"), time);
    }
}
