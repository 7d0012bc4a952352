package earshot.asr;

import earshot.audio.Speech;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Speech to text, one utterance at a time. Safe for use from any thread; callers' audio is never shared between calls.
public interface Recognizer extends AutoCloseable {
    /// Starts recognising. The future fails with [earshot.problem.ProblemException] when it cannot; cancelling it
    /// keeps queued work from starting.
    ///
    /// @param speech mono, any rate
    /// @param expected sentences that the assistant expects, empty for free speech; a recogniser may use them as a grammar
    CompletableFuture<Transcript> recognize(Speech speech, List<String> expected);

    /// Opens for one utterance that is only just beginning. A recogniser that streams hears it as it comes; any other is asked
    /// when it is over. Returns at once.
    ///
    /// @param rate Hz of the sound to come, mono
    /// @param expected as for [#recognize]
    default Hearing open(int rate, List<String> expected) {
        return new Collected(this, rate, expected);
    }

    /// Name for the console.
    String name();

    @Override
    void close();
}
