package earshot.engine;

import earshot.problem.Problem;
import earshot.watch.Watch;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Something that takes time. Safe for use from any thread.
public interface Operation {
    /// What it does, for example `restart`.
    String name();

    Instant since();

    Watch<Progress> progress();

    /// Asks it to stop; it may be too late. The outcome tells.
    void cancel();

    /// Completes once, never exceptionally.
    CompletableFuture<Outcome> outcome();

    /// @param phase stable key, for example `drain`
    /// @param detail one line, for example `2 of 3 back`
    /// @param done 0 to 1, empty when nobody knows
    record Progress(String phase, String detail, Optional<Double> done) {}

    sealed interface Outcome {
        /// @param detail one line for the toast, for example `doors open, 2 back, 1 asleep`
        record Done(String detail) implements Outcome {}

        record Failed(Problem problem) implements Outcome {}

        record Cancelled() implements Outcome {}
    }
}
