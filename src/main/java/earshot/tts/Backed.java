package earshot.tts;

import earshot.audio.Speech;
import earshot.problem.ProblemException;
import earshot.provider.StandIn;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/// A voice that reports its failures and falls back to the embedded one for the sentence that failed. A sentence that fails after some
/// audio was delivered ends there, because repeating its beginning in another voice would be worse.
final class Backed implements Voice {
    private final Voice voice;
    private final StandIn<Voice> other;

    Backed(Voice voice, StandIn<Voice> other) {
        this.voice = voice;
        this.other = other;
    }

    @Override
    public CompletableFuture<Speech> speak(String sentence) {
        return other.backed(voice.speak(sentence), embedded -> embedded.speak(sentence));
    }

    @Override
    public SpokenStream stream(String sentence, int rate) {
        return new BackedStream(sentence, rate, voice.stream(sentence, rate));
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

    private final class BackedStream implements SpokenStream {
        private final String sentence;
        private final int rate;
        private SpokenStream stream;
        private boolean sounded;
        private boolean over;
        private boolean second;
        private boolean closed;

        BackedStream(String sentence, int rate, SpokenStream first) {
            this.sentence = sentence;
            this.rate = rate;
            stream = first;
        }

        @Override
        public Optional<Speech> next() {
            if (over) {
                return Optional.empty();
            }
            try {
                Optional<Speech> piece = stream.next();
                sounded |= piece.isPresent();
                if (piece.isEmpty() && !second) {
                    other.works();
                }
                return piece;
            } catch (ProblemException e) {
                Voice embedded = Optional.of(e).filter(_ -> !second).flatMap(other::after).orElseThrow(() -> e);
                if (sounded) {
                    over = true;
                    return Optional.empty();
                }
                replace(embedded);
                return next();
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            stream.close();
        }

        private synchronized void replace(Voice embedded) {
            stream.close();
            if (closed) {
                throw new CancellationException("the sentence was cut");
            }
            second = true;
            stream = embedded.stream(sentence, rate);
        }
    }
}
