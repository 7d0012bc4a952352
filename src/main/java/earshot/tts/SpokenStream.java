package earshot.tts;

import earshot.audio.Speech;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// One sentence on its way from a voice, so that its first frame can leave before its last word is spoken. Pulled, as the reply
/// of a language model is. Read by one thread; [#close] may be called by any and cancels.
public interface SpokenStream extends AutoCloseable {
    /// Waits for the next piece, some tens or hundreds of milliseconds long; empty when the sentence is over. All pieces are of
    /// the rate that was asked for. For virtual threads only.
    ///
    /// @throws java.util.concurrent.CancellationException after [#close]
    /// @throws earshot.problem.ProblemException when the voice failed; what came before is good
    Optional<Speech> next();

    /// Ends the stream and lets go of what makes it. Doing so twice is harmless.
    @Override
    void close();

    /// A whole sentence as a stream.
    ///
    /// @param rate Hz of the pieces
    static SpokenStream of(CompletableFuture<Speech> sentence, int rate) {
        return new WholeSentence(sentence, rate);
    }
}
