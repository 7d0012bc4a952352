package earshot.wire;

import java.util.Locale;

/// Message families of badge-protocol section 2 whose sender waits for an answer and which nothing serves yet.
public enum UnservedFamily {
    CODING, WORKFLOW, PEER;

    /// The value of `type`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
