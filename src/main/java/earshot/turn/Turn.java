package earshot.turn;

import earshot.device.TurnFacts.Interruption.Cause;

/// A running turn. Safe for use from any thread.
public interface Turn {
    /// Whether the device is being spoken to: from `tts start` to `tts stop`.
    boolean speaking();

    /// Stops the turn: after this returns no frame is sent any more, and `tts stop` has been passed to the [Speaker].
    /// Harmless when called twice or after the end.
    ///
    /// @param heardNanos when the cause reached us, monotonic
    void abort(Cause cause, long heardNanos);
}
