package earshot.turn;

import earshot.asr.RecognitionResult;
import earshot.audio.PcmAudio;
import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.id.DeviceId;
import earshot.tool.ToolSource;
import java.time.Instant;
import java.util.Optional;

/// What an assistant is asked to answer.
///
/// @param audio what the microphone sent; empty when the sentence was typed
/// @param recognitionResult what was recognized; its text is empty when nothing was, or when recognition was not waited for
/// @param tools the device's own tools and IoT things
public record AssistantRequest(Optional<PcmAudio> audio, RecognitionResult recognitionResult, DeviceInfo device, ToolSource tools) {
    /// What an assistant may say about the device.
    ///
    /// @param id the normalized id
    /// @param name the name that a person gave it, else its id
    /// @param address from where it is connected
    /// @param since when
    public record DeviceInfo(DeviceId id, String name, ListenState state, String address, Instant since, ConnectionMode mode) {
        private static final String UNNAMED = "Earshot";

        /// The name for a model and for speech: a device that nobody named has no other name than ours, because nobody speaks a MAC address.
        public String spokenName() {
            return name.equals(id.value()) ? UNNAMED : name;
        }
    }
}
