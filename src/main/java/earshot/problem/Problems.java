package earshot.problem;

/// Where problems are reported. Safe for use from any thread; never blocks.
public interface Problems {
    /// Reports a problem. The same code and subject again replaces the open one and raises its count.
    void raise(Problem problem);

    /// Says that the problem of this code and subject is over; nothing happens when none is open.
    void resolve(Code code, Subject subject);
}
