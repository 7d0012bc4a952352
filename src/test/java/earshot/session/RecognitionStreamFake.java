package earshot.session;

import module java.base;

import earshot.asr.RecognitionResult;
import earshot.asr.RecognitionStream;
import earshot.audio.PcmCollector;

/// Records its audio; the test sends the partial results.
final class RecognitionStreamFake implements RecognitionStream {
    final PcmCollector sound = new PcmCollector(AudioUplink.RATE);
    final Consumer<String> soFar;
    volatile boolean closed;

    RecognitionStreamFake(Consumer<String> soFar) {
        this.soFar = soFar;
    }

    @Override
    public void accept(short[] pcm) {
        sound.add(pcm);
    }

    @Override
    public CompletableFuture<RecognitionResult> finish() {
        return new CompletableFuture<>();
    }

    @Override
    public void close() {
        closed = true;
    }
}
