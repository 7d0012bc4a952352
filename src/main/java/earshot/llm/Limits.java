package earshot.llm;

import java.time.Duration;

/// How long a provider may be silent.
///
/// @param first from the question to the first event of the answer; a local model may have to be loaded first
/// @param idle between two events
record Limits(Duration first, Duration idle) {
    static final Limits USUAL = new Limits(Duration.ofSeconds(60), Duration.ofSeconds(20));

    /// How long the address may take to answer at all. It stands in the shared client, which keeps it by its own timer: the client
    /// does not tell when a connection stands.
    static final Duration CONNECT = Duration.ofSeconds(5);

    /// @param timeout `timeout` of the settings, in seconds
    static Limits of(double timeout) {
        Duration first = Duration.ofMillis((long) (timeout * 1000));
        return new Limits(first, first.compareTo(USUAL.idle) < 0 ? first : USUAL.idle);
    }
}
