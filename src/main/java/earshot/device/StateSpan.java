package earshot.device;

/// A span of time in one state, as shown in the state strip.
///
/// @param fromNanos monotonic begin; the span lasts until the next one begins
public record StateSpan(Kind kind, long fromNanos) {
    public enum Kind { ASLEEP, IDLE, LISTENING, FINALIZING, SPEAKING }
}
