package earshot.problem;

/// Takes reports of problems. Safe for use from any thread; never blocks.
public interface ProblemSink {
    /// Reports a problem. One of the same code and subject replaces the open one and raises its count.
    void raise(Problem problem);

    /// Reports that the problem of this code and subject is over; does nothing when none is open.
    void resolve(ProblemCode code, ProblemSubject subject);
}
