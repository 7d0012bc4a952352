package earshot.tts;

import earshot.audio.Speech;
import earshot.config.Settings;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.provider.Trouble;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// A voice that tells when it fails, and for whose sentence the embedded one then stands in. A sentence that breaks off in the middle
/// ends there: nobody wants to hear its beginning twice, in two voices.
final class Backed implements Voice {
    private final Voice voice;
    private final Settings.Provider provider;
    private final Optional<Voice> embedded;
    private final Trouble trouble;

    /// @param embedded stands in; empty where the settings do not want that
    Backed(Voice voice, Settings.Provider provider, Optional<Voice> embedded, Trouble trouble) {
        this.voice = voice;
        this.provider = provider;
        this.embedded = embedded;
        this.trouble = trouble;
    }

    @Override
    public CompletableFuture<Speech> speak(String sentence) {
        CompletableFuture<Speech> first = voice.speak(sentence);
        CompletableFuture<Speech> answer = new CompletableFuture<>();
        answer.whenComplete((_, _) -> first.cancel(false));
        first.whenComplete((speech, failure) -> {
            Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            switch (cause) {
                case null -> {
                    trouble.over();
                    answer.complete(speech);
                }
                case ProblemException known when replaced(known) && !answer.isDone() -> {
                    CompletableFuture<Speech> second = embedded.orElseThrow().speak(sentence);
                    answer.whenComplete((_, _) -> second.cancel(false));
                    second.whenComplete((other, why) -> {
                        if (why == null) {
                            answer.complete(other);
                        } else {
                            answer.completeExceptionally(why);
                        }
                    });
                }
                default -> answer.completeExceptionally(cause);
            }
        });
        return answer;
    }

    @Override
    public SpokenStream stream(String sentence, int rate) {
        return new BackedStream(sentence, rate, voice.stream(sentence, rate));
    }

    @Override
    public String name() {
        return voice.name();
    }

    /// The embedded one is not ours to close.
    @Override
    public void close() {
        voice.close();
    }

    /// Tells of a failure. Returns whether the embedded voice takes over.
    private boolean replaced(ProblemException failure) {
        if (embedded.isEmpty()) {
            trouble.left(failure.problem());
            return false;
        }
        trouble.failed(failure.problem());
        trouble.replaced(Problem.of(Code.SERVICE_REPLACED, provider.subject("stand_in"), provider.alias(), embedded.get().name()));
        return true;
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
                    trouble.over();
                }
                return piece;
            } catch (ProblemException e) {
                if (second || !replaced(e)) {
                    throw e;
                }
                if (sounded) {
                    over = true;
                    return Optional.empty();
                }
                replace();
                return next();
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            stream.close();
        }

        private synchronized void replace() {
            stream.close();
            if (closed) {
                throw new CancellationException("the sentence was cut");
            }
            second = true;
            stream = embedded.orElseThrow().stream(sentence, rate);
        }
    }
}
