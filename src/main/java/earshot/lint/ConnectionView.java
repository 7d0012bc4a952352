package earshot.lint;

import module java.base;

import earshot.firmware.FirmwareModel;
import earshot.firmware.LossListener;
import earshot.server.Handshake;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import earshot.wire.InboundMessage;
import earshot.wire.UnwrappedFrame;

/// What the checks of one connection need to know of it: what passed before, and what firmware does with that. Used on one thread.
final class ConnectionView {
    /// What the server's hello told the device.
    record ServerHello(String sessionId) {}

    private static final Pattern PORT = Pattern.compile(":\\d+$");

    private final Framing framing;
    private final Dialect dialect;
    private final boolean firmware;
    private final FirmwareModel device;
    private Optional<ServerHello> serverHello = Optional.empty();
    private Optional<InboundMessage.Hello> deviceHello = Optional.empty();
    private long now;

    /// @param nanos when it was connected
    ConnectionView(Handshake handshake, long nanos) {
        this(handshake.framing(), handshake.dialect(), firmware(handshake.headers()), nanos);
    }

    /// Firmware names neither itself nor extensions, and leaves the port out of `Host`. Source: xiaozhi-protocol section 2 and its rule 7.
    private static boolean firmware(Map<String, String> headers) {
        return Stream.of("origin", "user-agent", "sec-websocket-extensions").noneMatch(headers::containsKey)
            && !PORT.matcher(headers.getOrDefault("host", "")).find();
    }

    ConnectionView(Framing framing, Dialect dialect, boolean firmware, long nanos) {
        this.framing = framing;
        this.dialect = dialect;
        this.firmware = firmware;
        device = new FirmwareModel(dialect, LossListener.NONE, nanos);
        now = nanos;
    }

    /// Takes what passed into account.
    void update(Traffic traffic) {
        now = traffic.nanos();
        switch (traffic) {
            case Traffic.TextReceived received -> {
                device.received(received.message(), now);
                if (received.message() instanceof InboundMessage.Hello hello) {
                    deviceHello = Optional.of(hello);
                }
            }
            case Traffic.TextSent sent -> {
                device.sent(sent.body(), now);
                if (sent.type().equals("hello")) {
                    serverHello = Optional.of(new ServerHello(sent.body().path("session_id").asText("")));
                }
            }
            case Traffic.FrameSent(UnwrappedFrame.Packet packet, _) -> device.sent(packet.opus(), now);
            case Traffic.Silence _ -> device.advance(now);
            case Traffic.FrameSent _, Traffic.FrameReceived _ -> {}
        }
    }

    Framing framing() {
        return framing;
    }

    /// Whether the handshake looks like the firmware's.
    boolean firmware() {
        return firmware;
    }

    boolean badge() {
        return dialect == Dialect.BADGE;
    }

    Optional<ServerHello> serverHello() {
        return serverHello;
    }

    Optional<InboundMessage.Hello> deviceHello() {
        return deviceHello;
    }

    /// Whether the device ever said that it listens; before that it refuses speech.
    boolean everListened() {
        return device.everListened();
    }

    /// Whether the device sends what its microphone hears.
    boolean listening() {
        return device.microphoneOpen();
    }

    /// Whether the server said that sound comes: after `tts start` and before `tts stop`.
    boolean speaking() {
        return device.speechAnnounced();
    }

    /// Sound that the device holds and has not played yet.
    Duration ahead(long nanos) {
        return device.ahead(nanos);
    }

    /// The same in packets of the usual length.
    int packetsAhead(long nanos) {
        return (int) (ahead(nanos).toMillis() / frameMillis());
    }

    /// Packets that wait in the device behind the one that it plays.
    int packetsWaiting(long nanos) {
        device.advance(nanos);
        return device.waiting();
    }

    int frameMillis() {
        return device.frameMillis();
    }
}
