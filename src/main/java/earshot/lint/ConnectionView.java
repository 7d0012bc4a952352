package earshot.lint;

import module java.base;

import earshot.server.Handshake;
import earshot.wire.Framing;
import earshot.wire.InboundMessage;
import earshot.wire.InboundMessage.Listen;
import earshot.wire.ListenMode;
import earshot.wire.UnwrappedFrame;

/// What the checks of one connection need to know of it: what passed before, and what firmware does with that. Used on one thread.
final class ConnectionView {
    private static final int USUAL_FRAME_MILLIS = 60;

    /// What the server's hello told the device.
    record ServerHello(String sessionId, int frameMillis) {}

    private final Framing framing;
    private final boolean firmware;
    private Optional<ServerHello> serverHello = Optional.empty();
    private Optional<InboundMessage.Hello> deviceHello = Optional.empty();
    private boolean everListened;
    private boolean listening;
    private Optional<ListenMode> mode = Optional.empty();
    private boolean speaking;
    private long playedUntil;
    private long now;

    /// @param nanos when it was connected
    ConnectionView(Handshake handshake, long nanos) {
        framing = handshake.framing();
        firmware = !handshake.headers().containsKey("origin") && !handshake.headers().containsKey("user-agent");
        playedUntil = nanos;
        now = nanos;
    }

    /// Takes what passed into account.
    void update(Traffic traffic) {
        now = traffic.nanos();
        switch (traffic) {
            case Traffic.TextReceived received -> received(received.message());
            case Traffic.TextSent sent -> sent(sent);
            case Traffic.FrameSent(UnwrappedFrame.Packet _, long nanos) when speaking -> playedUntil = Math.max(playedUntil, nanos) + frameNanos();
            case Traffic.FrameSent _, Traffic.FrameReceived _, Traffic.Silence _ -> {}
        }
    }

    private void received(InboundMessage message) {
        switch (message) {
            case InboundMessage.Hello hello -> deviceHello = Optional.of(hello);
            case Listen listen -> {
                everListened = true;
                mode = listen.mode().or(() -> mode);
                switch (listen.listenAction()) {
                    case START -> listening = true;
                    case STOP -> listening = false;
                    case DETECT -> {}
                }
            }
            case InboundMessage.Abort abort when abort.wakeWord() -> speaking = false;
            default -> {}
        }
    }

    private void sent(Traffic.TextSent sent) {
        if (sent.type().equals("hello")) {
            serverHello = Optional.of(new ServerHello(sent.body().path("session_id").asText(""), sent.body().path("audio_params").path("frame_duration").asInt(USUAL_FRAME_MILLIS)));
        } else if (sent.speech("start")) {
            speaking = true;
            listening = listening && realtime();
            playedUntil = sent.nanos();
        } else if (sent.speech("stop")) {
            speaking = false;
        }
    }

    Framing framing() {
        return framing;
    }

    /// Whether the handshake looks like the firmware's.
    boolean firmware() {
        return firmware;
    }

    Optional<ServerHello> serverHello() {
        return serverHello;
    }

    Optional<InboundMessage.Hello> deviceHello() {
        return deviceHello;
    }

    /// Whether the device ever said that it listens; before that it refuses speech.
    boolean everListened() {
        return everListened;
    }

    /// Whether the device sends what its microphone hears.
    boolean listening() {
        return listening;
    }

    /// Whether the microphone stays open while the device speaks.
    boolean realtime() {
        return mode.filter(ListenMode.REALTIME::equals).isPresent();
    }

    /// Whether the device takes sound: after `tts start` and before `tts stop`.
    boolean speaking() {
        return speaking;
    }

    /// Sound that the device holds and has not played yet.
    Duration ahead(long nanos) {
        return Duration.ofNanos(Math.max(0, playedUntil - nanos));
    }

    /// The same in packets, as the device counts them.
    int packetsAhead(long nanos) {
        return (int) (ahead(nanos).toNanos() / frameNanos());
    }

    /// Since when nothing passed.
    long lastTraffic() {
        return now;
    }

    int frameMillis() {
        return Math.max(1, serverHello.map(ServerHello::frameMillis).orElse(USUAL_FRAME_MILLIS));
    }

    private long frameNanos() {
        return frameMillis() * 1_000_000L;
    }
}
