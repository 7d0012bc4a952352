package earshot.provider;

import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Subject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The health of a provider: raises problems for its failures and its fallback, and resolves them once it works again. One for each
/// provider, shared by all connections. Safe for use from any thread.
public final class Trouble {
    private record Told(Code code, Subject subject) {}

    private final Problems problems;
    private final Set<Told> told = ConcurrentHashMap.newKeySet();

    public Trouble(Problems problems) {
        this.problems = problems;
    }

    /// The provider failed: raises the problem.
    public void failed(Problem problem) {
        told.add(new Told(problem.code(), problem.subject()));
        problems.raise(problem);
    }

    /// The provider failed, and the caller raises the problem; here it is only remembered, to be resolved later.
    public void left(Problem problem) {
        told.add(new Told(problem.code(), problem.subject()));
    }

    /// A fallback is used. Raised once until the provider works again.
    public void replaced(Problem problem) {
        if (told.add(new Told(problem.code(), problem.subject()))) {
            problems.raise(problem);
        }
    }

    /// The provider works: resolves all its problems.
    public void over() {
        if (!told.isEmpty()) {
            for (Told old : Set.copyOf(told)) {
                told.remove(old);
                problems.resolve(old.code, old.subject);
            }
        }
    }
}
