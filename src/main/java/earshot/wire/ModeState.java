package earshot.wire;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Whether a `mode` message begins or ends the mode.
public enum ModeState {
    START, END;

    /// The name on the wire.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The state of a name on the wire; empty for any other.
    public static Optional<ModeState> ofWireName(String wireName) {
        return Arrays.stream(values()).filter(state -> state.wireName().equals(wireName)).findFirst();
    }
}
