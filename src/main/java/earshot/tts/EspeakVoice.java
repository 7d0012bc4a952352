package earshot.tts;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.remote.ProviderSettings;
import earshot.time.Time;

/// espeak-ng, where it is installed: a hundred languages, clear but synthetic, some 20 ms a sentence. Safe for use from any thread.
public final class EspeakVoice implements Voice {
    private final String voice;
    private final VoiceProcess program;

    /// @param provider `voice` (for example `en-us` or `cmn`) and `speed` (1 is 175 words a minute)
    public EspeakVoice(ProviderSettings provider, Time time) {
        voice = provider.text("voice").filter(name -> name.matches("[A-Za-z0-9+_-]{1,40}")).orElse("en-us");
        program = new VoiceProcess(List.of("espeak-ng", "-v", voice, "-s", String.valueOf(Math.clamp(Math.round(175 * provider.number("speed", 1)), 80, 450)), "--stdin", "--stdout"), time);
    }

    @Override
    public CompletableFuture<PcmAudio> speak(String sentence) {
        return program.speak(sentence);
    }

    @Override
    public String name() {
        return "espeak-ng (" + voice + ")";
    }

    @Override
    public void close() {
        program.close();
    }
}
