package earshot.meeting;

/// What a final summary cost and contains. Source: badge-protocol section 6.4.
///
/// @param modelMillis time spent waiting for the model, 0 when none was asked
/// @param industry empty when none is set
public record SummaryMetrics(int segments, int checkpoints, long modelMillis, boolean emptyBullets, int bullets, String industry, String scenario) {
    /// The line written to the log.
    @Override
    public String toString() {
        return "[Meeting Metrics] segmentsCount=" + segments + ", checkpointCount=" + checkpoints + ", llmElapsedMs=" + modelMillis + ", emptyBullets="
            + emptyBullets
            + ", bulletsLength=" + bullets + ", industry=" + industry + ", scenario=" + scenario;
    }
}
