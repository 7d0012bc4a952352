package earshot.device;

/// When a connection will be closed for being idle: always the earlier of the two layers.
///
/// @param layer which rule comes first
/// @param atNanos monotonic time of the closing
/// @param suspended whether the clock stands still because the device is being spoken to
/// @param kept whether a person asked to keep it open; `atNanos` then already counts that in
public record IdleCountdown(Layer layer, long atNanos, boolean suspended, boolean kept) {
    public enum Layer {
        /// Nobody spoke for `close_connection_no_voice_time`; judged while audio frames arrive.
        NO_VOICE,
        /// No message at all for that time and 60 s, then 10 s after the warning.
        SILENT
    }
}
