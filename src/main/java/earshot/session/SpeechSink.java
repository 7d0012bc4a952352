package earshot.session;

import earshot.asr.RecognitionStream;
import java.util.Optional;

/// Receives what is heard on a connection. [ListenManager] holds the sink in force, which changes with the mode: [ConversationMode],
/// [MeetingMode] or [#NONE]. Called on the connection's thread.
interface SpeechSink {
    /// Drops everything: a meeting is being summarized. Source: badge-protocol section 3.3.
    SpeechSink NONE = new SpeechSink() {
        @Override
        public boolean collecting() {
            return false;
        }

        @Override
        public void segment(SpeechSegment segment, long decidedNanos) {
            segment.recognition().ifPresent(RecognitionStream::close);
        }
    };

    /// Where a text comes from that needs no recognition.
    enum TextOrigin {
        /// A person typed it in the console.
        CONSOLE,
        /// The device recognized it by itself.
        DEVICE
    }

    /// Whether audio belongs to a segment now.
    boolean collecting();

    /// Takes a complete segment.
    ///
    /// @param decidedNanos when its end was decided, monotonic
    void segment(SpeechSegment segment, long decidedNanos);

    /// Whether listening never pauses for an answer: then nothing that was said is discarded, and the device need not mark where speech
    /// ends.
    default boolean continuous() {
        return false;
    }

    /// Takes a decoded audio packet, whether or not it belongs to a segment.
    ///
    /// @param samples how many it holds at [AudioUplink#RATE]
    default void packet(byte[] opus, int samples) {}

    /// Opens a recognition stream for the segment in which a voice began; empty where segments are recognized as a whole.
    default Optional<RecognitionStream> openRecognition() {
        return Optional.empty();
    }

    /// The device or the server ended a segment without voice.
    ///
    /// @param pressed whether it is longer than an accidental press
    default void noSpeech(boolean pressed) {}

    default void text(String text, TextOrigin origin, long at) {}

    /// The device reports a wake word.
    default void wakeWord(String text, long at) {}
}
