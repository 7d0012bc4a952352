package earshot.firmware;

/// The states of the firmware's own state machine that can be told apart from outside.
public enum InferredState {
    /// Not connected. Firmware connects only for a conversation.
    ASLEEP,
    /// It was lost what passed.
    UNKNOWN,
    /// Until it listens for the first time. It refuses to speak.
    CONNECTING,
    IDLE,
    LISTENING,
    /// Takes sound, from `tts start` to `tts stop`.
    SPEAKING
}
