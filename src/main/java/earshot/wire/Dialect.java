package earshot.wire;

/// The two dialects of the protocol, as data: every difference is a property here, and code that behaves
/// differently asks for the property, never for the dialect.
public enum Dialect {
    /// A plain xiaozhi device. Source: xiaozhi-protocol.
    XIAOZHI(24_000, false, true, false, false),
    /// A badge on `/supie/v1/`. Source: badge-protocol.
    BADGE(16_000, true, false, true, true);

    private final int downlinkRate;
    private final boolean serverSendsFirstHello;
    private final boolean alwaysSendsStt;
    private final boolean sendsTranscriptions;
    private final boolean sendsStatistics;

    Dialect(int downlinkRate, boolean serverSendsFirstHello, boolean alwaysSendsStt, boolean sendsTranscriptions, boolean sendsStatistics) {
        this.downlinkRate = downlinkRate;
        this.serverSendsFirstHello = serverSendsFirstHello;
        this.alwaysSendsStt = alwaysSendsStt;
        this.sendsTranscriptions = sendsTranscriptions;
        this.sendsStatistics = sendsStatistics;
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

    /// Whether `stt` is always sent; otherwise only with the setting `enable_stt_message`.
    public boolean alwaysSendsStt() {
        return alwaysSendsStt;
    }

    /// Whether the transcript of each segment is also sent as `audio.transcription`.
    public boolean sendsTranscriptions() {
        return sendsTranscriptions;
    }

    /// Whether `server.stats` are sent.
    public boolean sendsStatistics() {
        return sendsStatistics;
    }

    /// The dialect by the path of the upgrade request: a badge below `/supie/`, otherwise a plain device.
    public static Dialect ofPath(String path) {
        return path.startsWith("/supie/") ? BADGE : XIAOZHI;
    }
}
