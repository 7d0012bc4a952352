package earshot.session;

import earshot.asr.Hearing;
import earshot.asr.Transcript;
import earshot.audio.SpeechCollector;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Records its audio; the test sends the partial results.
final class FakeHearing implements Hearing {
    final SpeechCollector sound = new SpeechCollector(Uplink.RATE);
    final Consumer<String> soFar;
    volatile boolean closed;

    FakeHearing(Consumer<String> soFar) {
        this.soFar = soFar;
    }

    @Override
    public void accept(short[] pcm) {
        sound.add(pcm);
    }

    @Override
    public CompletableFuture<Transcript> finish() {
        return new CompletableFuture<>();
    }

    @Override
    public void close() {
        closed = true;
    }
}
