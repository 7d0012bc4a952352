package earshot.device;

/// One stretch of the state strip.
///
/// @param kind `idle`, `listening`, `finalizing`, `speaking`, `asleep`
/// @param fromNanos monotonic begin; the span lasts until the next one begins
public record StateSpan(Kind kind, long fromNanos) {
    public enum Kind { ASLEEP, IDLE, LISTENING, FINALIZING, SPEAKING }
}
