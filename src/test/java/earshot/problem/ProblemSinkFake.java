package earshot.problem;

import module java.base;

/// Keeps what was raised and resolved, by its code.
public final class ProblemSinkFake implements ProblemSink {
    /// `raised CODE` and `resolved CODE`, in order.
    public final List<String> told = new CopyOnWriteArrayList<>();

    @Override
    public void raise(Problem problem) {
        told.add("raised " + problem.code());
    }

    @Override
    public void resolve(ProblemCode code, ProblemSubject subject) {
        told.add("resolved " + code);
    }
}
