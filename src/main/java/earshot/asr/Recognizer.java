package earshot.asr;

import earshot.audio.Speech;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Speech to text, one utterance at a time. Safe for use from any thread; callers' audio is never shared between calls.
public interface Recognizer extends AutoCloseable {
    /// Starts recognising. The future fails with [earshot.problem.ProblemException] when it cannot; cancelling it
    /// keeps queued work from starting.
    ///
    /// @param speech mono, any rate
    /// @param expected sentences that the assistant expects, empty for free speech; a recogniser may use them as a grammar
    CompletableFuture<Transcript> recognize(Speech speech, List<String> expected);

    /// Whether it listens while the person speaks, so that opening it early makes its text come earlier.
    default boolean streams() {
        return false;
    }

    /// Opens for one utterance that is only just beginning. A recogniser that streams hears it as it comes; any other is asked
    /// when it is over. Returns at once.
    ///
    /// @param rate Hz of the sound to come, mono
    /// @param expected as for [#recognize]
    /// @param soFar is told what was understood so far, each time that is more; on any thread, and returns at once
    default Hearing open(int rate, List<String> expected, Consumer<String> soFar) {
        return new Collected(this, rate, expected);
    }

    /// Name for the console.
    String name();

    @Override
    void close();
}
