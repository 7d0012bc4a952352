package earshot.turn;

import earshot.asr.Transcript;
import earshot.audio.Speech;
import earshot.device.ConnectionMode;
import earshot.tool.Tools;
import java.util.Optional;

/// What an assistant is asked to answer.
///
/// @param sound what the microphone sent; empty when the sentence was typed
/// @param transcript what was recognised; its text is empty when nothing was, or when recognition was not waited for
/// @param device what is known about the device
/// @param tools the device's own tools and IoT things
public record Heard(Optional<Speech> sound, Transcript transcript, About device, Tools tools) {
    /// What an assistant may say about the device.
    ///
    /// @param id the normalised id
    /// @param name the name that a person gave it, else its id
    /// @param state its listen state in one word
    /// @param connection how it is connected, in one sentence
    /// @param mode what the connection is used for
    public record About(String id, String name, String state, String connection, ConnectionMode mode) {
        /// A device in a plain conversation.
        public About(String id, String name, String state, String connection) {
            this(id, name, state, connection, ConnectionMode.DIALOG_ACTIVE);
        }
    }
}
