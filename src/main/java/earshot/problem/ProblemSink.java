package earshot.problem;

/// Takes reports of problems. Safe for use from any thread; never blocks.
public interface ProblemSink {
    /// Reports a problem. One of the same code and subject replaces the open one and raises its count.
    void raise(Problem problem);

    /// Reports that a later problem of the same provider has taken the place of this one: it is over for now, and the same again when it is raised again
    /// before it is resolved.
    default void replace(ProblemCode code, ProblemSubject subject) {
        resolve(code, subject);
    }

    /// Reports that the problem of this code and subject is over; does nothing when none is open.
    void resolve(ProblemCode code, ProblemSubject subject);
}
