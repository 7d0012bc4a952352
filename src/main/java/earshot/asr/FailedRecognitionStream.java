package earshot.asr;

import module java.base;

import earshot.problem.ProblemException;

/// The stream of an utterance that failed before it started.
record FailedRecognitionStream(ProblemException why) implements RecognitionStream {
    @Override
    public void accept(short[] pcm) {}

    @Override
    public CompletableFuture<RecognitionResult> finish() {
        return CompletableFuture.failedFuture(why);
    }

    @Override
    public void close() {}
}
