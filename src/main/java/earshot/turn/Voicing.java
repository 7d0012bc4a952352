package earshot.turn;

import earshot.audio.Speech;
import earshot.tts.SpokenStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A sentence that is being voiced, pulled off the turn's own thread, so that the turn can stop or give up while it waits. The
/// first piece is pulled at once: a sentence ahead of the one that is played is under way.
final class Voicing implements AutoCloseable {
    private final SpokenStream stream;
    private Optional<CompletableFuture<Optional<Speech>>> first;

    Voicing(SpokenStream stream) {
        this.stream = stream;
        first = Optional.of(pulled());
    }

    /// The next piece; empty at the end of the sentence. One caller at a time, and not before the future of the call before is done.
    CompletableFuture<Optional<Speech>> next() {
        CompletableFuture<Optional<Speech>> next = first.orElseGet(this::pulled);
        first = Optional.empty();
        return next;
    }

    private CompletableFuture<Optional<Speech>> pulled() {
        CompletableFuture<Optional<Speech>> piece = new CompletableFuture<>();
        Thread.ofVirtual().name("voice").start(() -> {
            try {
                piece.complete(stream.next());
            } catch (Throwable e) {
                piece.completeExceptionally(e);
            }
        });
        return piece;
    }

    /// For any thread.
    @Override
    public void close() {
        stream.close();
    }
}
