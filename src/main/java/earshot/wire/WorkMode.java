package earshot.wire;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The modes that a device enters and leaves by a `mode` message. Source: badge-protocol section 2.9.
public enum WorkMode {
    MEETING, CODING, WORKING;

    /// The name on the wire.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The mode of a name on the wire; empty for any other.
    public static Optional<WorkMode> ofWireName(String wireName) {
        return Arrays.stream(values()).filter(mode -> mode.wireName().equals(wireName)).findFirst();
    }
}
