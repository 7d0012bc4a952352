package earshot.tts;

import module java.base;

import earshot.problem.ProblemReason;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSocket;

/// How a service over a WebSocket is asked for one sentence, and what its answers mean. Called by one thread at a time, which may wait; an instance is for
/// one sentence.
interface SpeechExchange {
    /// What an answer is.
    sealed interface SpeechPart {
        /// @param last whether nothing follows
        record Sound(byte[] bytes, boolean last) implements SpeechPart {
            Sound(byte[] bytes) {
                this(bytes, false);
            }

            /// @param place of the text in the message, for people
            static Sound ofBase64(String text, boolean last, String place, ProviderErrors errors) {
                try {
                    return new Sound(Base64.getDecoder().decode(text), last);
                } catch (IllegalArgumentException _) {
                    throw errors.malformed(ProblemReason.AUDIO_IN_JSON, List.of(place));
                }
            }
        }

        /// Of no use for the sound.
        record Nothing() implements SpeechPart {}

        /// The last of the sentence.
        record End() implements SpeechPart {}
    }

    /// Asks, once connected.
    void begin(ProviderSocket socket, Instant now);

    /// @throws earshot.problem.ProblemException when it is a refusal, or not of this service
    SpeechPart received(ProviderSocket socket, String message);

    /// Most services speak in text or in bytes alone.
    default SpeechPart received(byte[] message) {
        return new SpeechPart.Nothing();
    }

    /// What the sound is, a content type; empty where the sound or the settings say.
    default String contentType() {
        return "";
    }
}
