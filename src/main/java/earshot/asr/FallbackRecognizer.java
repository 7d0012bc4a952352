package earshot.asr;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.PcmCollector;
import earshot.remote.ProviderFallback;

/// A remote recognizer that reports its failures and falls back to the embedded one for the utterance that failed. The audio of an
/// utterance is kept in its stream until the answer is there.
record FallbackRecognizer(Recognizer remote, ProviderFallback<Recognizer> fallback) implements Recognizer {
    @Override
    public CompletableFuture<RecognitionResult> recognize(PcmAudio audio, List<String> expected) {
        return fallback.withFallback(remote.recognize(audio, expected), embedded -> standIn(embedded, embedded.recognize(audio, expected)));
    }

    @Override
    public CompletableFuture<RecognitionResult> recognizeInBackground(PcmAudio audio) {
        return fallback.withFallback(remote.recognizeInBackground(audio), embedded -> standIn(embedded, embedded.recognizeInBackground(audio)));
    }

    /// The result says who gave it; cancelling it cancels the recognition.
    private static CompletableFuture<RecognitionResult> standIn(Recognizer embedded, CompletableFuture<RecognitionResult> recognition) {
        CompletableFuture<RecognitionResult> named = recognition.thenApply(result -> result.by(embedded.name()));
        named.whenComplete((_, _) -> recognition.cancel(false));
        return named;
    }

    @Override
    public boolean streams() {
        return remote.streams();
    }

    @Override
    public RecognitionStream openStream(int rate, List<String> expected, Consumer<String> onPartial) {
        return new RecordingStream(remote.openStream(rate, expected, onPartial), rate, expected);
    }

    @Override
    public String name() {
        return remote.name();
    }

    /// Closes the remote recognizer only: the embedded one is shared.
    @Override
    public void close() {
        remote.close();
    }

    /// Forwards the audio, and keeps a copy for the fallback.
    private final class RecordingStream implements RecognitionStream {
        private final RecognitionStream stream;
        private final int rate;
        private final List<String> expected;
        private final PcmCollector sound;
        private CompletableFuture<RecognitionResult> answer;

        RecordingStream(RecognitionStream stream, int rate, List<String> expected) {
            this.stream = stream;
            this.rate = rate;
            this.expected = List.copyOf(expected);
            sound = new PcmCollector(rate);
        }

        @Override
        public synchronized void accept(short[] pcm) {
            stream.accept(pcm);
            if (fallback.available() && answer == null) {
                sound.add(pcm);
            }
        }

        @Override
        public synchronized CompletableFuture<RecognitionResult> finish() {
            if (answer == null) {
                PcmAudio recorded = new PcmAudio(sound.take(), rate);
                answer = fallback.withFallback(stream.finish(), embedded -> standIn(embedded, embedded.recognize(recorded, expected)));
            }
            return answer;
        }

        @Override
        public synchronized void close() {
            if (answer != null) {
                answer.cancel(false);
            }
            stream.close();
        }
    }
}
