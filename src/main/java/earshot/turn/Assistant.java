package earshot.turn;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Who answers. Real models come here. Safe for use from any thread.
public interface Assistant {
    /// Answers what was heard. The future fails with [earshot.problem.ProblemException] when it cannot.
    CompletableFuture<Answer> answer(Heard heard);

    /// Sentences it expects, for a recogniser that can use them; empty for free speech.
    List<String> expects();

    /// Whether the text of the utterance is needed before the answer can be made. Where it is not, recognition runs beside
    /// the answer and only informs.
    boolean needsText();

    /// How long an answer that does not need the text waits for it all the same, so that the device can show what was heard before
    /// it is answered.
    default Duration patience() {
        return Duration.ZERO;
    }

    /// What to say when a part that the answer needs has failed; empty for nothing, the turn just ends then.
    default Optional<String> apology() {
        return Optional.empty();
    }

    /// Name for the console.
    String name();
}
