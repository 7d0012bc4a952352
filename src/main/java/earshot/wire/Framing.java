package earshot.wire;

/// How a binary message frames an Opus packet. Chosen by the `Protocol-Version` header of the upgrade.
/// Source: xiaozhi-protocol section 3.
public enum Framing {
    /// The packet without a head.
    RAW(1),
    /// 16 bytes of head: version, type, reserved, timestamp, size.
    TIMESTAMPED(2),
    /// 4 bytes of head: type, reserved, size.
    COMPACT(3);

    private final int version;

    Framing(int version) {
        this.version = version;
    }

    /// The number in `Protocol-Version`.
    public int version() {
        return version;
    }

    /// The framing of a version number; [#RAW] for unknown numbers, as for a device without the header.
    public static Framing ofVersion(int version) {
        return switch (version) {
            case 2 -> TIMESTAMPED;
            case 3 -> COMPACT;
            default -> RAW;
        };
    }
}
