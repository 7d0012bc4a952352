package earshot.llm;

import java.time.Duration;

/// The time limits of a model provider.
///
/// @param firstEvent from the request to the first event of the answer; a local model may have to be loaded first
/// @param betweenEvents between two events
record ModelTimeouts(Duration firstEvent, Duration betweenEvents) {
    static final ModelTimeouts DEFAULT = new ModelTimeouts(Duration.ofSeconds(60), Duration.ofSeconds(20));

    static ModelTimeouts of(double seconds) {
        Duration first = Duration.ofMillis((long) (seconds * 1000));
        return new ModelTimeouts(first, first.compareTo(DEFAULT.betweenEvents) < 0 ? first : DEFAULT.betweenEvents);
    }
}
