package earshot.operator;

import module java.base;

import earshot.turn.Emotion;
import earshot.wire.WorkMode;

/// What a person or a program has the server send to a device.
public sealed interface OperatorMessage {
    /// Characters of a sentence that is spoken.
    int MOST_SPOKEN = 500;

    /// Spoken by the voice, as soon as that disturbs nobody.
    ///
    /// @param sentence 1 to [#MOST_SPOKEN] characters
    record Speech(String sentence) implements OperatorMessage {}

    /// Shown in any state, with a tone.
    record Notice(String status, String text, String emotion) implements OperatorMessage {}

    record Face(Emotion emotion) implements OperatorMessage {}

    /// Enters a work mode, or leaves it.
    ///
    /// @param mode empty for conversation
    record Mode(Optional<WorkMode> mode) implements OperatorMessage {}

    record Reboot() implements OperatorMessage {}

    /// A text that is sent as it is written.
    record Raw(String text) implements OperatorMessage {
        /// Leaves out the text, which may hold a secret.
        @Override
        public String toString() {
            return "Raw[" + text.length() + " characters]";
        }
    }
}
