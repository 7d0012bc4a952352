package earshot.tts;

import earshot.audio.Speech;
import java.util.concurrent.CompletableFuture;

/// Text to speech, one sentence at a time. Safe for use from any thread. A voice must have [#speak]; one that can tell the
/// beginning of a sentence before its end also has a [#stream] of its own.
public interface Voice extends AutoCloseable {
    /// Starts speaking `sentence`. The future fails with [earshot.problem.ProblemException] when it cannot.
    CompletableFuture<Speech> speak(String sentence);

    /// Starts speaking `sentence` and returns at once; the sound is read piece by piece as it comes.
    ///
    /// @param rate Hz that every piece is to have: what the device plays
    default SpokenStream stream(String sentence, int rate) {
        return SpokenStream.of(speak(sentence), rate);
    }

    /// Name for the console.
    String name();

    @Override
    void close();
}
