package earshot.device;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/// One finished voice turn in short.
///
/// @param at end of speech, wall clock
/// @param heard what was understood, empty when nothing was
/// @param confidence of the recogniser, 0 to 1; empty while it still works or when it did not run
/// @param recognizer name of the recogniser
/// @param answered what was said back, or a caption for sound
/// @param stages from end of speech to the last sound, in order; each starts where the one before ended
public record TurnFacts(Instant at, String heard, OptionalDouble confidence, String recognizer, String answered, Outcome outcome, List<Stage> stages) {
    public enum Outcome { RUNNING, DONE, INTERRUPTED, FAILED, NOTHING_HEARD }

    /// @param owner `service`, `setting`, `earshot` or `network`
    public record Stage(String name, String owner, Duration took) {}

    /// End of speech to last sound.
    public Duration total() {
        return stages.stream().map(Stage::took).reduce(Duration.ZERO, Duration::plus);
    }
}
