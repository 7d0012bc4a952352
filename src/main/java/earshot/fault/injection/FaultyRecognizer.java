package earshot.fault.injection;

import module java.base;

import earshot.asr.RecognitionResult;
import earshot.asr.RecognitionStream;
import earshot.asr.Recognizer;
import earshot.audio.PcmAudio;
import earshot.remote.StandIn;

/// A recognizer that is done late, or fails. It closes nothing: the recognizer is not its own.
record FaultyRecognizer(Recognizer recognizer, FaultyStep step) implements Recognizer {
    @Override
    public CompletableFuture<RecognitionResult> recognize(PcmAudio audio, List<String> expected) {
        return step.run(() -> recognizer.recognize(audio, expected));
    }

    @Override
    public CompletableFuture<RecognitionResult> recognize(PcmAudio audio, List<String> expected, Consumer<StandIn> onStandIn) {
        return step.run(() -> recognizer.recognize(audio, expected, onStandIn));
    }

    @Override
    public CompletableFuture<RecognitionResult> recognizeInBackground(PcmAudio audio) {
        return step.run(() -> recognizer.recognizeInBackground(audio));
    }

    @Override
    public CompletableFuture<Void> prepare(List<String> expected, Supplier<Optional<PcmAudio>> sample) {
        return recognizer.prepare(expected, sample);
    }

    @Override
    public boolean streams() {
        return recognizer.streams();
    }

    @Override
    public RecognitionStream openStream(int rate, List<String> expected, Consumer<String> onPartial) {
        return new LateStream(recognizer.openStream(rate, expected, onPartial));
    }

    @Override
    public String name() {
        return recognizer.name();
    }

    @Override
    public void close() {}

    private final class LateStream implements RecognitionStream {
        private final RecognitionStream stream;
        private Optional<CompletableFuture<RecognitionResult>> result = Optional.empty();

        LateStream(RecognitionStream stream) {
            this.stream = stream;
        }

        @Override
        public void accept(short[] pcm) {
            stream.accept(pcm);
        }

        @Override
        public CompletableFuture<RecognitionResult> finish() {
            return finish(_ -> { });
        }

        @Override
        public synchronized CompletableFuture<RecognitionResult> finish(Consumer<StandIn> onStandIn) {
            if (result.isEmpty()) {
                result = Optional.of(step.run(() -> stream.finish(onStandIn)));
            }
            return result.get();
        }

        @Override
        public synchronized void close() {
            result.ifPresent(unfinished -> unfinished.cancel(false));
            stream.close();
        }
    }
}
