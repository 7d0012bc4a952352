package earshot.fault;

/// The amounts that a fault takes, both ends included.
///
/// @param usual the amount that is offered
public record FaultRange(Unit unit, int least, int most, int usual) {
    static final FaultRange NONE = new FaultRange(Unit.NONE, 0, 0, 0);

    /// What an amount counts.
    public enum Unit {
        /// The fault is on or off, and its amount 0.
        NONE,
        MILLIS,
        /// Of the frames.
        PERCENT
    }

    static FaultRange millis(int least, int most, int usual) {
        return new FaultRange(Unit.MILLIS, least, most, usual);
    }

    static FaultRange percent(int usual) {
        return new FaultRange(Unit.PERCENT, 1, 100, usual);
    }

    public boolean contains(int amount) {
        return amount >= least && amount <= most;
    }
}
