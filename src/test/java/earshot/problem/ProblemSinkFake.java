package earshot.problem;

import module java.base;

/// Keeps what was raised and resolved, by its code.
public final class ProblemSinkFake implements ProblemSink {
    /// `raised CODE` and `resolved CODE`, in order.
    public final List<String> told = new CopyOnWriteArrayList<>();
    private final Consumer<Problem> raised;

    public ProblemSinkFake() {
        this(_ -> {});
    }

    /// @param raised takes each problem as well
    public ProblemSinkFake(Consumer<Problem> raised) {
        this.raised = raised;
    }

    /// Fails where there is a problem.
    public static ProblemSinkFake refusing() {
        return new ProblemSinkFake(problem -> {
            throw new AssertionError(problem.toString());
        });
    }

    @Override
    public void raise(Problem problem) {
        told.add("raised " + problem.code());
        raised.accept(problem);
    }

    @Override
    public void resolve(ProblemCode code, ProblemSubject subject) {
        told.add("resolved " + code);
    }
}
