package earshot.llm;

import java.time.Duration;

/// The time limits of a model provider.
///
/// @param first from the request to the first event of the answer; a local model may have to be loaded first
/// @param idle between two events
record Limits(Duration first, Duration idle) {
    static final Limits USUAL = new Limits(Duration.ofSeconds(60), Duration.ofSeconds(20));

    /// Limit for connecting. The shared HTTP client applies it with its own timer, because it does not report when a connection is
    /// established.
    static final Duration CONNECT = Duration.ofSeconds(5);

    /// @param timeout the setting `timeout`, in seconds
    static Limits of(double timeout) {
        Duration first = Duration.ofMillis((long) (timeout * 1000));
        return new Limits(first, first.compareTo(USUAL.idle) < 0 ? first : USUAL.idle);
    }
}
