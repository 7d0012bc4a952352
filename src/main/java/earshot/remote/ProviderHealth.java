package earshot.remote;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;

/// The health of a provider: raises problems for its failures and its fallback, and resolves them once it works again. One for each
/// provider, shared by all connections. Safe for use from any thread.
public final class ProviderHealth {
    private record OpenProblem(ProblemCode code, ProblemSubject subject) {}

    private final ProblemSink problems;
    private final Set<OpenProblem> openProblems = ConcurrentHashMap.newKeySet();

    public ProviderHealth(ProblemSink problems) {
        this.problems = problems;
    }

    public void reportFailure(Problem problem) {
        openProblems.add(new OpenProblem(problem.code(), problem.subject()));
        problems.raise(problem);
    }

    /// The provider failed, and the caller raises the problem; here it is only remembered, to be resolved later.
    public void noteFailure(Problem problem) {
        openProblems.add(new OpenProblem(problem.code(), problem.subject()));
    }

    /// A fallback is used. Raised once until the provider works again.
    public void reportFallback(Problem problem) {
        if (openProblems.add(new OpenProblem(problem.code(), problem.subject()))) {
            problems.raise(problem);
        }
    }

    public void recovered() {
        if (!openProblems.isEmpty()) {
            for (OpenProblem old : Set.copyOf(openProblems)) {
                openProblems.remove(old);
                problems.resolve(old.code, old.subject);
            }
        }
    }
}
