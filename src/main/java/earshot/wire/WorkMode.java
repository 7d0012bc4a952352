package earshot.wire;

/// The modes that a device enters and leaves by a `mode` message. Source: badge-protocol section 2.9.
public enum WorkMode {
    MEETING, CODING, WORKING;

    public String wireName() {
        return WireNames.of(this);
    }
}
