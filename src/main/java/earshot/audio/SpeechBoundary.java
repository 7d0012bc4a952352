package earshot.audio;

import java.time.Duration;

/// Where speech starts or ends in a stream.
public sealed interface SpeechBoundary {
    /// @param firstVoicedNanos arrival of the first voiced frame, some frames before this was decided
    record SpeechStarted(long firstVoicedNanos) implements SpeechBoundary {}

    /// @param lastVoicedNanos arrival of the last voiced frame
    /// @param decidedNanos arrival of the frame that decided; the difference is the silence that the settings require
    /// @param length from the first voiced frame to the last
    record SpeechEnded(EndReason reason, long lastVoicedNanos, long decidedNanos, Duration length) implements SpeechBoundary {}

    /// Why speech counts as ended.
    enum EndReason {
        /// Silence of `vad.min_silence_ms`.
        SILENCE,
        /// It lasted `vad.longest_turn_ms`.
        LONGEST_TURN
    }
}
