package earshot.audio;

import java.time.Duration;

/// Where a voice begins or ends in a stream.
public sealed interface Endpoint {
    /// A voice began.
    ///
    /// @param firstVoicedNanos arrival of the first voiced frame, which is some frames back
    record VoiceBegan(long firstVoicedNanos) implements Endpoint {}

    /// The voice ended.
    ///
    /// @param reason why it counts as ended
    /// @param lastVoicedNanos arrival of the last voiced frame
    /// @param decidedNanos arrival of the frame that decided; the difference is the silence that the settings ask for
    /// @param length sound from the first voiced frame to the last
    record VoiceEnded(Reason reason, long lastVoicedNanos, long decidedNanos, Duration length) implements Endpoint {}

    /// Why a voice counts as ended.
    enum Reason {
        /// Silence of `vad.min_silence`.
        SILENCE,
        /// It went on for `vad.longest_turn`.
        LONGEST_TURN
    }
}
