package earshot.device;

/// When a connection will be closed for being idle: always the earlier of the two layers.
///
/// @param atNanos monotonic time of the close
/// @param suspended whether the clock stands still during an answer
/// @param keptOpen whether a person asked to keep it open; `atNanos` includes that
public record IdleCountdown(Layer layer, long atNanos, boolean suspended, boolean keptOpen) {
    public enum Layer {
        /// No voice for `close_connection_no_voice_time`; applies while audio frames arrive.
        NO_VOICE,
        /// No message at all for that time and 60 s, then 10 s after the warning.
        SILENT
    }
}
