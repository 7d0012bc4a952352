package earshot.turn;

import earshot.device.PlaybackLead;
import earshot.id.SessionId;
import earshot.wire.Dialect;

/// Which messages a turn sends to its device besides audio.
///
/// @param transcription whether `audio.transcription` follows every finished segment (badge-protocol section 2.8)
/// @param startEarly whether `tts start` follows `stt` at once instead of waiting for audio (badge-protocol section 2.7)
/// @param sentenceEnd whether `sentence_end` follows each sentence; plain firmware ignores it
/// @param mute whether only `tts start` and `tts stop` are sent of an answer, and no voice is used (badge-protocol section 2.7)
/// @param unasked whether nobody asked for it, so that nothing counts as heard
/// @param lead how far ahead of what the device plays it is sent frames
public record TurnOptions(SessionId sessionId, boolean transcription, boolean stt, boolean startEarly, boolean sentenceEnd, boolean mute, boolean unasked,
    PlaybackLead lead) {
    /// The same for a turn that is not spoken.
    public TurnOptions muted() {
        return new TurnOptions(sessionId, transcription, stt, startEarly, sentenceEnd, true, unasked, lead);
    }

    /// The same for a turn that answers nobody: it has no recognized text to send.
    public TurnOptions unprompted() {
        return new TurnOptions(sessionId, false, false, false, sentenceEnd, mute, true, lead);
    }

    /// The same for a device that is sent so much ahead.
    public TurnOptions ahead(PlaybackLead other) {
        return new TurnOptions(sessionId, transcription, stt, startEarly, sentenceEnd, mute, unasked, other);
    }

    /// The options of a dialect.
    ///
    /// @param sttMessage the setting `enable_stt_message`: badges get `stt`, and the `tts start` that follows it, only when it is on
    public static TurnOptions of(Dialect dialect, boolean sttMessage, SessionId sessionId) {
        return switch (dialect) {
            case XIAOZHI -> new TurnOptions(sessionId, false, true, false, false, false, false, PlaybackLead.USUAL);
            case BADGE -> new TurnOptions(sessionId, true, sttMessage, sttMessage, true, false, false, PlaybackLead.USUAL);
        };
    }
}
