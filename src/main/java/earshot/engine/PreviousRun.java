package earshot.engine;

import module java.base;

/// How the program ended the last time.
public sealed interface PreviousRun {
    /// There was none, or nothing is known of it.
    record None() implements PreviousRun {}

    /// It stopped in order.
    record Stopped(Instant at) implements PreviousRun {}

    /// It was killed, or the computer went off.
    record Interrupted(Instant startedAt) implements PreviousRun {}
}
