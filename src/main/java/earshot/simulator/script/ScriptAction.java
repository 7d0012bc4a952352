package earshot.simulator.script;

import module java.base;

/// What is done in one step of a script.
public sealed interface ScriptAction {
    /// Speaks, once the device listens, to the end of the sentence.
    ///
    /// @param speech WAV file; empty for the recorded sentence that is shipped
    record Say(Optional<Path> speech) implements ScriptAction {}

    /// Sends a text as if it had been spoken.
    record Type(String text) implements ScriptAction {}

    record Wait(Duration howLong) implements ScriptAction {}

    /// Waits until the answer has been played.
    record AwaitAnswer() implements ScriptAction {}

    /// Presses the button once the device speaks.
    record Interrupt() implements ScriptAction {}

    /// Drops TCP without a close frame.
    record HangUp() implements ScriptAction {}

    /// Connects again, and listens.
    record Return() implements ScriptAction {}

    /// The talk button goes down.
    record Press() implements ScriptAction {}

    /// The talk button goes up.
    record Release() implements ScriptAction {}

    /// The talk button is down for so long.
    record Hold(Duration howLong) implements ScriptAction {}

    /// What the server shall have done about the last sentence; without text, that its answer begins.
    ///
    /// @param heard part of the text that it recognized
    /// @param answered part of a sentence of its answer
    /// @param within from the end of what was said
    record Expect(Optional<String> heard, Optional<String> answered, Duration within) implements ScriptAction {}
}
