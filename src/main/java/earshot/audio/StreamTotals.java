package earshot.audio;

/// What passed in one direction on all connections of a device since its row began. It never falls.
///
/// @param frames of sound
/// @param late as [StreamStatistics#late]
/// @param lost as [StreamStatistics#lost]
public record StreamTotals(long frames, long late, long lost) {
    public static final StreamTotals NONE = new StreamTotals(0, 0, 0);

    /// With what passed on one more connection.
    public StreamTotals plus(StreamStatistics connection) {
        return new StreamTotals(frames + connection.frames(), late + connection.late(), lost + connection.lost());
    }
}
