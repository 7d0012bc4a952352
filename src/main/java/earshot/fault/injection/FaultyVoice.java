package earshot.fault.injection;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.problem.Failures;
import earshot.remote.StandIn;
import earshot.tts.SynthesisStream;
import earshot.tts.Voice;

/// A voice that begins each sentence late, or fails. It closes nothing: the voice is not its own.
record FaultyVoice(Voice voice, FaultyStep step) implements Voice {
    @Override
    public CompletableFuture<PcmAudio> speak(String sentence) {
        return step.run(() -> voice.speak(sentence));
    }

    @Override
    public SynthesisStream stream(String sentence, int rate) {
        return new LateStream(sentence, rate);
    }

    @Override
    public String name() {
        return voice.name();
    }

    @Override
    public void close() {}

    private final class LateStream implements SynthesisStream {
        private final CompletableFuture<SynthesisStream> opening;
        private Optional<SynthesisStream> opened = Optional.empty();
        private boolean closed;

        LateStream(String sentence, int rate) {
            opening = step.run(() -> open(sentence, rate));
        }

        private synchronized CompletableFuture<SynthesisStream> open(String sentence, int rate) {
            SynthesisStream stream = voice.stream(sentence, rate);
            opened = Optional.of(stream);
            if (closed) {
                stream.close();
            }
            return CompletableFuture.completedFuture(stream);
        }

        @Override
        public Optional<PcmAudio> next() {
            return Failures.join(opening).next();
        }

        @Override
        public synchronized boolean complete() {
            return opened.map(SynthesisStream::complete).orElse(true);
        }

        @Override
        public CompletableFuture<StandIn> standIn() {
            return opening.thenCompose(SynthesisStream::standIn);
        }

        @Override
        public synchronized void close() {
            closed = true;
            opening.cancel(false);
            opened.ifPresent(SynthesisStream::close);
        }
    }
}
