package earshot.turn;

import earshot.wire.Dialect;

/// What a device wants to be told besides the sound.
///
/// @param sessionId goes into every message
/// @param transcription whether `audio.transcription` follows every finished segment (badge-protocol section 2.8)
/// @param stt whether the device is shown what was understood
/// @param startEarly whether `tts start` follows `stt` at once instead of waiting for the sound (badge-protocol section 2.7)
/// @param sentenceEnd whether `sentence_end` closes each sentence; plain firmware ignores it
/// @param mute whether of what is answered only `tts start` and `tts stop` are sent, and no voice is asked (badge-protocol section 2.7)
public record TurnRules(String sessionId, boolean transcription, boolean stt, boolean startEarly, boolean sentenceEnd, boolean mute) {
    /// With a voice.
    public TurnRules(String sessionId, boolean transcription, boolean stt, boolean startEarly, boolean sentenceEnd) {
        this(sessionId, transcription, stt, startEarly, sentenceEnd, false);
    }

    /// The same without a voice.
    public TurnRules muted() {
        return new TurnRules(sessionId, transcription, stt, startEarly, sentenceEnd, true);
    }

    /// The rules of a dialect.
    /// @param sttMessage the setting `enable_stt_message`: badges get `stt`, and the `tts start` it triggers, only with it
    public static TurnRules of(Dialect dialect, boolean sttMessage, String sessionId) {
        return switch (dialect) {
            case XIAOZHI -> new TurnRules(sessionId, false, true, false, false);
            case BADGE -> new TurnRules(sessionId, true, sttMessage, sttMessage, true);
        };
    }
}
