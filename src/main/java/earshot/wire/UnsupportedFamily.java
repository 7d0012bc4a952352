package earshot.wire;

/// Message families of badge-protocol section 2 whose sender waits for an answer and which nothing serves yet.
public enum UnsupportedFamily {
    CODING, WORKFLOW, PEER;

    /// The value of `type`.
    public String wireName() {
        return WireNames.of(this);
    }
}
