package earshot.turn;

import earshot.audio.PcmAudio;
import earshot.tts.Voice;
import java.util.concurrent.CompletableFuture;

/// The voice of a turn that must not be spoken: it makes empty audio at once.
record SilentVoice() implements Voice {
    @Override
    public CompletableFuture<PcmAudio> speak(String sentence) {
        return CompletableFuture.completedFuture(new PcmAudio(new short[0], 16_000));
    }

    @Override
    public String name() {
        return "mute";
    }

    @Override
    public void close() {}
}
