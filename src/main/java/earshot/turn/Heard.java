package earshot.turn;

import earshot.asr.Transcript;
import earshot.audio.Speech;
import earshot.device.ConnectionMode;
import earshot.tool.Tools;
import java.util.Optional;

/// What an assistant is given.
///
/// @param sound what the microphone sent, absent when the sentence was typed
/// @param transcript what was understood, empty text when nothing was or when it was not waited for
/// @param device what is known of the device
/// @param tools the device's own tools and things
public record Heard(Optional<Speech> sound, Transcript transcript, About device, Tools tools) {
    /// What an assistant may say about the device.
    ///
    /// @param name the name given to it, or its id
    /// @param state its listen state in one word
    /// @param connection how it is connected, in one sentence
    /// @param mode what the connection is used for
    public record About(String id, String name, String state, String connection, ConnectionMode mode) {
        /// A device that is just talked to.
        public About(String id, String name, String state, String connection) {
            this(id, name, state, connection, ConnectionMode.DIALOG_ACTIVE);
        }
    }
}
