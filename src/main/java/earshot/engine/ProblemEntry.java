package earshot.engine;

import module java.base;

import earshot.problem.Problem;

/// A listed problem: open until it is resolved, then kept as history.
///
/// @param at when it was first raised
/// @param last when it was last raised
/// @param count how often it was raised while open
/// @param resolvedAt empty while it is open
public record ProblemEntry(long number, Problem problem, Instant at, Instant last, int count, Optional<Instant> resolvedAt) {
    public boolean open() {
        return resolvedAt.isEmpty();
    }
}
