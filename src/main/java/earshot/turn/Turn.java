package earshot.turn;

import earshot.turn.TurnFacts.Interruption.Cause;

/// A running turn. Safe for use from any thread.
public interface Turn {
    /// What waits to be sent to the device.
    ///
    /// @param messages beside the sound, such as the text of a sentence
    record Queued(int messages, int frames) {
        public static final Queued NOTHING = new Queued(0, 0);
    }

    /// Whether the device is being spoken to: from `tts start` to `tts stop`.
    boolean speaking();

    /// What waits now; nothing once it has ended.
    Queued queued();

    /// Stops it: no further frame leaves after this returns, and `tts stop` has been handed to the connection.
    /// Doing so twice, or after the end, is harmless.
    ///
    /// @param causeAt when the cause reached us, monotonic nanoseconds
    void abort(Cause cause, long causeAt);
}
