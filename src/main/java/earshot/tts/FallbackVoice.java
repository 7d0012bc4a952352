package earshot.tts;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.problem.ProblemException;
import earshot.remote.ProviderFallback;
import earshot.remote.StandIn;

/// A voice that reports its failures and falls back to the embedded one for the sentence that failed. A sentence that fails after some
/// audio was delivered ends there, because repeating its beginning in another voice would be worse.
record FallbackVoice(Voice voice, ProviderFallback<Voice> fallback) implements Voice {
    @Override
    public CompletableFuture<PcmAudio> speak(String sentence) {
        return fallback.withFallback(voice.speak(sentence), embedded -> embedded.speak(sentence), _ -> { });
    }

    @Override
    public SynthesisStream stream(String sentence, int rate) {
        return new FallbackStream(sentence, rate, voice.stream(sentence, rate));
    }

    @Override
    public String name() {
        return voice.name();
    }

    /// Does not close the embedded voice, which is shared.
    @Override
    public void close() {
        voice.close();
    }

    private final class FallbackStream implements SynthesisStream {
        private final String sentence;
        private final int rate;
        private final CompletableFuture<StandIn> standIn = new CompletableFuture<>();
        private SynthesisStream stream;
        private boolean audioDelivered;
        private boolean finished;
        private boolean usingFallback;
        private boolean closed;

        FallbackStream(String sentence, int rate, SynthesisStream first) {
            this.sentence = sentence;
            this.rate = rate;
            stream = first;
        }

        @Override
        public Optional<PcmAudio> next() {
            if (finished) {
                return Optional.empty();
            }
            try {
                Optional<PcmAudio> piece = stream.next();
                audioDelivered |= piece.isPresent();
                if (piece.isEmpty() && !usingFallback) {
                    fallback.succeeded();
                }
                return piece;
            } catch (ProblemException e) {
                Voice embedded = Optional.of(e).filter(_ -> !usingFallback).flatMap(fallback::onFailure).orElseThrow(() -> e);
                if (audioDelivered) {
                    finished = true;
                    return Optional.empty();
                }
                switchTo(embedded);
                standIn.complete(fallback.standIn(embedded, e));
                return next();
            }
        }

        @Override
        public CompletableFuture<StandIn> standIn() {
            return standIn;
        }

        @Override
        public synchronized void close() {
            closed = true;
            stream.close();
        }

        private synchronized void switchTo(Voice embedded) {
            stream.close();
            if (closed) {
                throw new CancellationException("the sentence was cut");
            }
            usingFallback = true;
            stream = embedded.stream(sentence, rate);
        }
    }
}
