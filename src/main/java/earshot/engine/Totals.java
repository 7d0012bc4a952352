package earshot.engine;

/// The numbers of the status bar, updated once a second. Rates are per second over the last interval.
public record Totals(int connected, int known, double framesInPerSecond, double framesOutPerSecond, long late, long lost, double eventsPerSecond, long heapUsedMb) {
    public static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0, 0);
}
