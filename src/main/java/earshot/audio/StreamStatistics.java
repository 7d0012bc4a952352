package earshot.audio;

/// Frame rate, loss and jitter of one direction of one connection.
///
/// @param perSecond frames per second over the last two seconds
/// @param frames frames since the connection opened
/// @param late frames that arrived more than one frame duration after they were due
/// @param lost frames that a full queue dropped; frames lost on the network cannot be seen
/// @param jitterMillis smoothed inter-arrival jitter as in RFC 3550, ms
/// @param queued frames in the queue now
public record StreamStatistics(double perSecond, long frames, long late, long lost, double jitterMillis, int queued) {
    public static final StreamStatistics NONE = new StreamStatistics(0, 0, 0, 0, 0, 0);

    /// Of a connection that is over: its counts stay, and nothing comes or waits any more.
    public StreamStatistics ended() {
        return new StreamStatistics(0, frames, late, lost, jitterMillis, 0);
    }
}
