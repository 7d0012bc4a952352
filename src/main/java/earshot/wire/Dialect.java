package earshot.wire;

/// The two ways in which devices speak the protocol. They differ in who speaks first, in the rate of the sound they are
/// sent and in which messages they expect; see the package text.
public enum Dialect {
    /// A plain xiaozhi device: our first word answers its hello, 24 kHz down, `stt` always.
    XIAOZHI(24_000),
    /// A badge on `/supie/v1/`: greeted unasked, 16 kHz down, receives statistics.
    BADGE(16_000);

    private final int downlinkRate;

    Dialect(int downlinkRate) {
        this.downlinkRate = downlinkRate;
    }

    /// Sample rate of the sound sent to the device, in Hz.
    public int downlinkRate() {
        return downlinkRate;
    }

    /// The dialect of a connection by the path of its upgrade request: below `/supie/` a badge, anything else plain.
    public static Dialect ofPath(String path) {
        return path.startsWith("/supie/") ? BADGE : XIAOZHI;
    }
}
