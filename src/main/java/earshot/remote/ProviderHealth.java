package earshot.remote;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;

/// The health of a provider: raises problems for its failures and its fallback, and resolves them once it works again. Of its failures the latest is
/// open. One for each provider, shared by all connections. Safe for use from any thread.
public final class ProviderHealth {
    private record OpenProblem(ProblemCode code, ProblemSubject subject) {
        static OpenProblem of(Problem problem) {
            return new OpenProblem(problem.code(), problem.subject());
        }
    }

    private final ProblemSink problems;
    /// Failures, also those that a later one has replaced.
    private final Set<OpenProblem> failures = ConcurrentHashMap.newKeySet();
    private final Set<OpenProblem> fallbacks = ConcurrentHashMap.newKeySet();

    public ProviderHealth(ProblemSink problems) {
        this.problems = problems;
    }

    /// One after the other: of two at once, one would otherwise take the place of the other and be replaced itself.
    public synchronized void reportFailure(Problem problem) {
        problems.raise(problem);
        noteFailure(problem);
    }

    /// The provider failed, and the caller raises the problem; here it is only remembered, to be resolved later.
    public synchronized void noteFailure(Problem problem) {
        OpenProblem latest = OpenProblem.of(problem);
        failures.add(latest);
        failures.stream().filter(failure -> !failure.equals(latest)).forEach(earlier -> problems.replace(earlier.code, earlier.subject));
    }

    /// A fallback is used. Raised once until the provider works again.
    public void reportFallback(Problem problem) {
        if (fallbacks.add(OpenProblem.of(problem))) {
            problems.raise(problem);
        }
    }

    public void recovered() {
        resolve(failures);
        resolve(fallbacks);
    }

    private void resolve(Set<OpenProblem> open) {
        if (!open.isEmpty()) {
            for (OpenProblem old : Set.copyOf(open)) {
                open.remove(old);
                problems.resolve(old.code, old.subject);
            }
        }
    }
}
