package earshot.firmware;

/// Learns of each single loss when it is certain. Called on the thread that judges what passes.
public interface LossListener {
    LossListener NONE = new LossListener() {
        @Override
        public void ranOut(long fromNanos, long toNanos) {}

        @Override
        public void dropped(long nanos) {}
    };

    /// The device had nothing to play in the middle of an answer.
    ///
    /// @param fromNanos monotonic
    /// @param toNanos when the next packet came
    void ranOut(long fromNanos, long toNanos);

    /// A packet came while the queue was full.
    ///
    /// @param nanos monotonic
    void dropped(long nanos);
}
