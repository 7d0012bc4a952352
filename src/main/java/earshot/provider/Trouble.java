package earshot.provider;

import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Subject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Whether a provider works, as people are told: what failed, that something stands in for it, and that it is over. One for each
/// provider, shared by all connections. Safe for use from any thread.
public final class Trouble {
    private record Told(Code code, Subject subject) {}

    private final Problems problems;
    private final Set<Told> told = ConcurrentHashMap.newKeySet();

    public Trouble(Problems problems) {
        this.problems = problems;
    }

    /// It failed.
    public void failed(Problem problem) {
        told.add(new Told(problem.code(), problem.subject()));
        problems.raise(problem);
    }

    /// It failed, and whoever asked tells of it.
    public void left(Problem problem) {
        told.add(new Told(problem.code(), problem.subject()));
    }

    /// Another part does its work. Said once, until it works again.
    public void replaced(Problem problem) {
        if (told.add(new Told(problem.code(), problem.subject()))) {
            problems.raise(problem);
        }
    }

    /// It works.
    public void over() {
        if (!told.isEmpty()) {
            for (Told old : Set.copyOf(told)) {
                told.remove(old);
                problems.resolve(old.code, old.subject);
            }
        }
    }
}
