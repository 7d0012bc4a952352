package earshot.asr;

import earshot.audio.Speech;
import earshot.audio.SpeechCollector;
import earshot.config.Settings;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.provider.Trouble;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;

/// A remote recogniser that tells when it fails, and for whose utterance the embedded one then stands in. What is heard is kept until
/// the answer is there, in the object of that utterance.
final class Backed implements Recognizer {
    private final Recognizer remote;
    private final Settings.Provider provider;
    private final Optional<Recognizer> embedded;
    private final Trouble trouble;

    /// @param embedded stands in; empty where the settings do not want that
    Backed(Recognizer remote, Settings.Provider provider, Optional<Recognizer> embedded, Trouble trouble) {
        this.remote = remote;
        this.provider = provider;
        this.embedded = embedded;
        this.trouble = trouble;
    }

    @Override
    public CompletableFuture<Transcript> recognize(Speech speech, List<String> expected) {
        return backed(remote.recognize(speech, expected), other -> other.recognize(speech, expected));
    }

    @Override
    public boolean streams() {
        return remote.streams();
    }

    @Override
    public Hearing open(int rate, List<String> expected, Consumer<String> soFar) {
        return new Copying(remote.open(rate, expected, soFar), rate, expected);
    }

    @Override
    public String name() {
        return remote.name();
    }

    /// The embedded one is not ours to close.
    @Override
    public void close() {
        remote.close();
    }

    /// The future that is given out must cancel whatever is under way, which a dependent one does not do by itself.
    private CompletableFuture<Transcript> backed(CompletableFuture<Transcript> first, Function<Recognizer, CompletableFuture<Transcript>> again) {
        CompletableFuture<Transcript> answer = new CompletableFuture<>();
        answer.whenComplete((_, _) -> first.cancel(false));
        first.whenComplete((transcript, failure) -> {
            Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            switch (cause) {
                case null -> {
                    trouble.over();
                    answer.complete(transcript);
                }
                case ProblemException known when embedded.isPresent() && !answer.isDone() -> {
                    trouble.failed(known.problem());
                    trouble.replaced(Problem.of(Code.SERVICE_REPLACED, provider.subject("stand_in"), provider.alias(), embedded.get().name()));
                    CompletableFuture<Transcript> second = again.apply(embedded.get());
                    answer.whenComplete((_, _) -> second.cancel(false));
                    second.whenComplete((other, why) -> {
                        if (why == null) {
                            answer.complete(other);
                        } else {
                            answer.completeExceptionally(why);
                        }
                    });
                }
                case ProblemException known -> {
                    trouble.left(known.problem());
                    answer.completeExceptionally(known);
                }
                default -> answer.completeExceptionally(cause);
            }
        });
        return answer;
    }

    /// Sends on what it hears, and keeps a copy for the one who stands in.
    private final class Copying implements Hearing {
        private final Hearing stream;
        private final int rate;
        private final List<String> expected;
        private final SpeechCollector sound;
        private CompletableFuture<Transcript> answer;

        Copying(Hearing stream, int rate, List<String> expected) {
            this.stream = stream;
            this.rate = rate;
            this.expected = List.copyOf(expected);
            sound = new SpeechCollector(rate);
        }

        @Override
        public synchronized void accept(short[] pcm) {
            stream.accept(pcm);
            if (embedded.isPresent() && answer == null) {
                sound.add(pcm);
            }
        }

        @Override
        public synchronized CompletableFuture<Transcript> finish() {
            if (answer == null) {
                Speech heard = new Speech(sound.take(), rate);
                answer = backed(stream.finish(), other -> other.recognize(heard, expected));
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
