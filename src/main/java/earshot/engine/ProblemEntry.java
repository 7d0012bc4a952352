package earshot.engine;

import earshot.problem.Problem;
import java.time.Instant;
import java.util.Optional;

/// A problem as it is kept: open until resolved, then a companion row.
///
/// @param number running number
/// @param at when it was first seen
/// @param count how often it was raised while open
/// @param resolvedAt present when it is over
public record ProblemEntry(long number, Problem problem, Instant at, Instant last, int count, Optional<Instant> resolvedAt) {
    public boolean open() {
        return resolvedAt.isEmpty();
    }
}
