package earshot.tts;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.remote.StandIn;

/// The audio of one sentence while a voice synthesizes it, so that its first frame can be sent before its last word is ready. Pulled,
/// like the reply of a language model. Read by one thread; [#close] may be called by any and cancels.
public interface SynthesisStream extends AutoCloseable {
    /// The stream of a sound that is there already, resampled piece by piece.
    static SynthesisStream of(PcmAudio sound, int rate) {
        return new CompleteSynthesisStream(CompletableFuture.completedFuture(sound), rate);
    }

    /// Waits for the next piece, some tens or hundreds of milliseconds long; empty when the sentence is over. All pieces have the
    /// requested rate. For virtual threads only.
    ///
    /// @throws java.util.concurrent.CancellationException after [#close]
    /// @throws earshot.problem.ProblemException when the voice failed; earlier pieces are valid
    Optional<PcmAudio> next();

    /// Whether the sound, once it was read to its end, is all of the sentence, as far as its format shows.
    default boolean complete() {
        return true;
    }

    /// The voice that speaks it instead of the one that was asked: done when that one begins, before the first piece; never done when none does.
    default CompletableFuture<StandIn> standIn() {
        return new CompletableFuture<>();
    }

    @Override
    void close();
}
