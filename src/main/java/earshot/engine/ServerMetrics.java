package earshot.engine;

/// The numbers of the status bar, updated once a second. Rates are per second over the last interval.
public record ServerMetrics(int connected, int known, double framesInPerSecond, double framesOutPerSecond, long late, long lost, double eventsPerSecond,
    long heapUsedMb) {
    public static final ServerMetrics NONE = new ServerMetrics(0, 0, 0, 0, 0, 0, 0, 0);
}
