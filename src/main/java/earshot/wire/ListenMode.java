package earshot.wire;

import module java.base;

import earshot.data.LetterCase;

/// Who decides that the person is done. Source: xiaozhi-protocol section 4.
public enum ListenMode {
    /// The server detects the end of speech.
    AUTO,
    /// The device sends a stop: push to talk.
    MANUAL,
    /// As auto, and the microphone keeps streaming during an answer.
    REALTIME;

    public String wireName() {
        return WireNames.of(this);
    }

    /// The mode of a name on the wire, in any case; empty for any other.
    public static Optional<ListenMode> ofWireName(String wireName) {
        return WireNames.find(ListenMode.class, LetterCase.lower(wireName));
    }
}
