package earshot.turn;

import earshot.device.TurnFacts.Interruption.Cause;

/// A turn that runs. Safe for use from any thread.
public interface Turn {
    /// Whether the device is being spoken to: from `tts start` to `tts stop`.
    boolean speaking();

    /// Stops it: no further frame leaves after this returns, and `tts stop` has been handed to the speaker.
    /// Doing so twice, or after the end, is harmless.
    ///
    /// @param heardNanos when the reason reached us, monotonic
    void abort(Cause cause, long heardNanos);
}
