package earshot.engine;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.Severity;

/// A listed problem: open until it is resolved or a later one takes its place, then kept as history.
///
/// @param at when it was first raised
/// @param last when it was last raised
/// @param count how often it was raised while open
/// @param resolvedAt when that was; empty while it is open
/// @param acknowledged somebody knows of it, so that nothing calls for attention any more
/// @param replaced a later problem of the same provider took its place; it is open again when it is raised again
public record ProblemEntry(long number, Problem problem, Instant at, Instant last, int count, Optional<Instant> resolvedAt, boolean acknowledged,
    boolean replaced) {
    /// Nobody has acknowledged it.
    public ProblemEntry(long number, Problem problem, Instant at, Instant last, int count, Optional<Instant> resolvedAt) {
        this(number, problem, at, last, count, resolvedAt, false, false);
    }

    public boolean open() {
        return resolvedAt.isEmpty();
    }

    /// Whether it raises the badge: it is open, more than information, and nobody has acknowledged it.
    public boolean needsAttention() {
        return open() && !acknowledged && problem.severity() != Severity.INFO;
    }

    ProblemEntry raisedAgain(Problem now, Instant when) {
        return new ProblemEntry(number, now, at, when, count + 1, Optional.empty(), acknowledged, false);
    }

    ProblemEntry resolved(Instant when) {
        return new ProblemEntry(number, problem, at, last, count, Optional.of(when), acknowledged, false);
    }

    ProblemEntry replaced(Instant when) {
        return new ProblemEntry(number, problem, at, last, count, Optional.of(when), acknowledged, true);
    }

    ProblemEntry acknowledge() {
        return new ProblemEntry(number, problem, at, last, count, resolvedAt, true, replaced);
    }
}
