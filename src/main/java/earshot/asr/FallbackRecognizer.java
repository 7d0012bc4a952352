package earshot.asr;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.PcmCollector;
import earshot.remote.ProviderFallback;
import earshot.remote.StandIn;

/// A remote recognizer that reports its failures and falls back to the embedded one for the utterance that failed. The audio of an
/// utterance is kept in its stream until the answer is there.
record FallbackRecognizer(Recognizer remote, ProviderFallback<Recognizer> fallback) implements Recognizer {
    @Override
    public CompletableFuture<RecognitionResult> recognize(PcmAudio audio, List<String> expected) {
        return recognize(audio, expected, _ -> { });
    }

    @Override
    public CompletableFuture<RecognitionResult> recognize(PcmAudio audio, List<String> expected, Consumer<StandIn> onStandIn) {
        return fallback.withFallback(remote.recognize(audio, expected), embedded -> embedded.recognize(audio, expected), onStandIn);
    }

    @Override
    public CompletableFuture<RecognitionResult> recognizeInBackground(PcmAudio audio) {
        return fallback.withFallback(remote.recognizeInBackground(audio), embedded -> embedded.recognizeInBackground(audio), _ -> { });
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
        public CompletableFuture<RecognitionResult> finish() {
            return finish(_ -> { });
        }

        @Override
        public synchronized CompletableFuture<RecognitionResult> finish(Consumer<StandIn> onStandIn) {
            if (answer == null) {
                PcmAudio recorded = new PcmAudio(sound.take(), rate);
                answer = fallback.withFallback(stream.finish(), embedded -> embedded.recognize(recorded, expected), onStandIn);
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
