package earshot.turn;

import earshot.audio.Speech;
import earshot.tts.Voice;
import java.util.concurrent.CompletableFuture;

/// The voice of a turn that must not be spoken: it makes empty audio at once.
record Mute() implements Voice {
    @Override
    public CompletableFuture<Speech> speak(String sentence) {
        return CompletableFuture.completedFuture(new Speech(new short[0], 16_000));
    }

    @Override
    public String name() {
        return "mute";
    }

    @Override
    public void close() {}
}
