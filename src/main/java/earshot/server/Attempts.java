package earshot.server;

/// Who hears of everybody who knocks. Called on any thread; returns at once.
@FunctionalInterface
public interface Attempts {
    /// A new attempt, or a known one (same number) that got on or ended.
    void seen(Attempt attempt);
}
