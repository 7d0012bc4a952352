package earshot.wire;

import java.util.Locale;
import java.util.Optional;

/// Who ends a turn. Source: xiaozhi-protocol section 4.
public enum ListenMode {
    /// The server finds the end of speech.
    AUTO,
    /// The device says when it stops: push to talk.
    MANUAL,
    /// As auto, and the microphone keeps streaming while the device speaks.
    REALTIME;

    /// The word on the wire.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The mode of a word on the wire, in any case; empty for any other.
    public static Optional<ListenMode> ofWord(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "auto" -> Optional.of(AUTO);
            case "manual" -> Optional.of(MANUAL);
            case "realtime" -> Optional.of(REALTIME);
            default -> Optional.empty();
        };
    }
}
