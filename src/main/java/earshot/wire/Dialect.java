package earshot.wire;

/// The two ways in which devices speak the protocol, as data: every difference is a property here, and who behaves
/// differently asks for the property, never for the dialect.
public enum Dialect {
    /// A plain xiaozhi device. Source: xiaozhi-protocol.
    XIAOZHI(24_000, false, true, false, false),
    /// A badge on `/supie/v1/`. Source: badge-protocol.
    BADGE(16_000, true, false, true, true);

    private final int downlinkRate;
    private final boolean greetedUnasked;
    private final boolean sttAlways;
    private final boolean transcriptions;
    private final boolean statistics;

    Dialect(int downlinkRate, boolean greetedUnasked, boolean sttAlways, boolean transcriptions, boolean statistics) {
        this.downlinkRate = downlinkRate;
        this.greetedUnasked = greetedUnasked;
        this.sttAlways = sttAlways;
        this.transcriptions = transcriptions;
        this.statistics = statistics;
    }

    /// Sample rate of the sound sent to the device, in Hz. It stands in our hello, so the device builds its decoder by it.
    public int downlinkRate() {
        return downlinkRate;
    }

    /// Whether our hello is sent as soon as the device is registered (and again for each of its own); otherwise our first
    /// word answers the device's hello.
    public boolean greetedUnasked() {
        return greetedUnasked;
    }

    /// Whether `stt` is sent in any case; otherwise only with the setting `enable_stt_message`.
    public boolean sttAlways() {
        return sttAlways;
    }

    /// Whether each voice segment is answered by `audio.transcription` as well.
    public boolean transcriptions() {
        return transcriptions;
    }

    /// Whether `server.stats` are sent to it.
    public boolean statistics() {
        return statistics;
    }

    /// The dialect of a connection by the path of its upgrade request: below `/supie/` a badge, anything else plain.
    public static Dialect ofPath(String path) {
        return path.startsWith("/supie/") ? BADGE : XIAOZHI;
    }
}
