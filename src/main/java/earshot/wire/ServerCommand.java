package earshot.wire;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a `server` message may ask for. Source: badge-protocol section 2.11.
public enum ServerCommand {
    UPDATE_CONFIG, RESTART;

    /// The name on the wire.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The command of a name on the wire; empty for any other.
    public static Optional<ServerCommand> ofWireName(String wireName) {
        return Arrays.stream(values()).filter(command -> command.wireName().equals(wireName)).findFirst();
    }
}
