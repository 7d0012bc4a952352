package earshot.capture;

/// Judges what passes on one connection. Called on the thread of [TrafficThread], in the order in which it passed.
public interface TrafficJudge extends TrafficListener {
    /// Time passes. Called several times a second.
    ///
    /// @param nanos monotonic
    void passed(long nanos);

    /// Something was lost: what comes now cannot be judged. Only [#closed] is still called after it.
    ///
    /// @param nanos monotonic
    void lost(long nanos);
}
