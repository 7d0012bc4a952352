package earshot.wire;

/// The two dialects of the protocol.
public enum Dialect {
    /// A plain xiaozhi device. Source: xiaozhi-protocol.
    XIAOZHI(24_000, false),
    /// A badge on `/supie/v1/`. Source: badge-protocol.
    BADGE(16_000, true);

    private final int downlinkRate;
    private final boolean serverSendsFirstHello;

    Dialect(int downlinkRate, boolean serverSendsFirstHello) {
        this.downlinkRate = downlinkRate;
        this.serverSendsFirstHello = serverSendsFirstHello;
    }

    /// Sample rate of the audio sent to the device, in Hz. The server's hello announces it, and the device sets its decoder by it.
    public int downlinkRate() {
        return downlinkRate;
    }

    /// Whether the server sends its hello as soon as the device is registered (and again for each hello of the device); otherwise only in
    /// reply to the device's hello.
    public boolean serverSendsFirstHello() {
        return serverSendsFirstHello;
    }

    /// The dialect by the path of the upgrade request: a badge below `/supie/`, otherwise a plain device.
    public static Dialect ofPath(String path) {
        return path.startsWith("/supie/") ? BADGE : XIAOZHI;
    }
}
