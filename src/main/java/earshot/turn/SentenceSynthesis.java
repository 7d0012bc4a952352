package earshot.turn;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.remote.StandIn;
import earshot.tts.SynthesisStream;

/// The speech of one sentence while it is being made. Pieces are pulled on other threads, so that the turn can be aborted or time out while
/// it waits. The first piece is requested at once, so that a prefetched sentence is ready when it is due.
final class SentenceSynthesis implements AutoCloseable {
    private final SynthesisStream stream;
    private Optional<CompletableFuture<Optional<PcmAudio>>> first;

    SentenceSynthesis(SynthesisStream stream) {
        this.stream = stream;
        first = Optional.of(pull());
    }

    /// The next piece; empty at the end of the sentence. Call it from one thread, and only after the previous future is done.
    CompletableFuture<Optional<PcmAudio>> next() {
        CompletableFuture<Optional<PcmAudio>> next = first.orElseGet(this::pull);
        first = Optional.empty();
        return next;
    }

    /// As [SynthesisStream#standIn].
    CompletableFuture<StandIn> standIn() {
        return stream.standIn();
    }

    private CompletableFuture<Optional<PcmAudio>> pull() {
        return CompletableFuture.supplyAsync(stream::next, Thread.ofVirtual().name("voice")::start);
    }

    /// May be called from any thread.
    @Override
    public void close() {
        stream.close();
    }
}
