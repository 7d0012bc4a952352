package earshot.tts;

import earshot.audio.Speech;
import java.util.concurrent.CompletableFuture;

/// Text to speech, one sentence at a time. Safe for use from any thread.
public interface Voice extends AutoCloseable {
    /// Starts speaking `sentence`. The future fails with [earshot.problem.ProblemException] when it cannot.
    CompletableFuture<Speech> speak(String sentence);

    /// Name for the console.
    String name();

    @Override
    void close();
}
