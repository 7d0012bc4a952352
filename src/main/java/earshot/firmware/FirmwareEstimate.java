package earshot.firmware;

import module java.base;

/// What the firmware of a device does now.
///
/// @param waiting packets in its queue, after the one that is played
/// @param emptyAtNanos monotonic time at which it runs out of sound if nothing more is sent; in the past where it holds none
/// @param channelEndsNanos monotonic time at which it takes the channel for dead if nothing more is sent; empty before the server's first message
/// @param losses of this connection
public record FirmwareEstimate(InferredState state, int waiting, long emptyAtNanos, OptionalLong channelEndsNanos, Losses losses, FirmwareHistory history) {
    /// @param gaps how often it had nothing to play within an answer
    /// @param silence of all gaps
    /// @param dropped packets that did not fit the queue
    public record Losses(int gaps, Duration silence, int dropped) {
        public static final Losses NONE = new Losses(0, Duration.ZERO, 0);
    }
}
