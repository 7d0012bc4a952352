package earshot.simulator;

/// Counts of packets, frames and refusals since the device was created.
///
/// @param sent microphone packets written to the socket
/// @param unsolicited frames dropped because the device was not in the speaking state
/// @param misframed binary messages that did not fit the protocol form
/// @param early frames that came less than 20 ms after `tts start`: a real board may lose them
public record FrameCounters(long sent, long received, long unsolicited, long misframed, long early, long refused, Playback playback, Arrivals arrivals) {
    public static final FrameCounters NONE = new FrameCounters(0, 0, 0, 0, 0, 0, Playback.NONE, Arrivals.NONE);

    /// @param played frames that left the playback queue for the loudspeaker
    /// @param overflow frames dropped because 40 were waiting already
    /// @param discarded frames discarded from the queue by `tts start` or a barge-in
    /// @param undecodable frames that were not a valid Opus packet, or were longer than announced in the hello
    /// @param underruns times that it had nothing to play within an answer
    public record Playback(long played, long overflow, long discarded, long undecodable, long underruns, long underrunNanos, int queued) {
        public static final Playback NONE = new Playback(0, 0, 0, 0, 0, 0, 0);
    }

    /// How the frames of answers came.
    ///
    /// @param late frames that came over 40 ms later than their turn
    /// @param reordered frames that came after one that was sent later, where the protocol form tells
    /// @param longestGapNanos the longest time between two frames of an answer
    public record Arrivals(long late, long reordered, long longestGapNanos) {
        public static final Arrivals NONE = new Arrivals(0, 0, 0);
    }

    public long played() {
        return playback.played;
    }

    public long overflow() {
        return playback.overflow;
    }

    public long underruns() {
        return playback.underruns;
    }

    public long underrunNanos() {
        return playback.underrunNanos;
    }

    /// Frames received and not played, without those still waiting.
    public long lost() {
        return playback.overflow + unsolicited + playback.discarded + playback.undecodable + misframed;
    }
}
