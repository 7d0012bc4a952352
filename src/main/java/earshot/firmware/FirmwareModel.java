package earshot.firmware;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.audio.OpusPacket;
import earshot.wire.Dialect;
import earshot.wire.InboundMessage;
import earshot.wire.InboundMessage.Listen;
import earshot.wire.ListenMode;

/// What the firmware at the other end of one connection does with what passes. It reads no clock: each call names its moment, in the order of the moments.
/// Used on one thread at a time.
public final class FirmwareModel {
    /// After so long without a message of the server the firmware takes its channel for dead; pings do not count.
    public static final Duration CHANNEL_LIMIT = Duration.ofSeconds(120);
    /// Packets that may wait.
    public static final int QUEUE_CAPACITY = PlaybackQueueModel.CAPACITY;
    /// Firmware listens at once when it is connected. What does not is another client, which is idle.
    private static final long CONNECTING_NANOS = 10_000_000_000L;
    private static final int USUAL_FRAME_MILLIS = 60;

    private final Dialect dialect;
    private final PlaybackQueueModel playback = new PlaybackQueueModel();
    private final LossListener losses;
    private InferredState state = InferredState.CONNECTING;
    private ListenMode mode = ListenMode.AUTO;
    private int frameMillis = USUAL_FRAME_MILLIS;
    private long since;
    private boolean everListened;
    private boolean microphone;
    private boolean announced;
    private boolean aborted;
    private OptionalLong lastSent = OptionalLong.empty();

    /// @param nanos when it was connected
    public FirmwareModel(Dialect dialect, LossListener losses, long nanos) {
        this.dialect = dialect;
        this.losses = losses;
        since = nanos;
    }

    /// A message of the device arrived.
    public void received(InboundMessage message, long nanos) {
        advance(nanos);
        switch (message) {
            case Listen listen -> listen(listen);
            case InboundMessage.Abort abort -> abort(abort);
            default -> {}
        }
    }

    private void listen(Listen listen) {
        everListened = true;
        mode = listen.mode().orElse(mode);
        switch (listen.listenAction()) {
            case START -> {
                microphone = true;
                // what it said before it heard of an answer does not end that answer
                if (state != InferredState.SPEAKING || aborted) {
                    state = InferredState.LISTENING;
                }
            }
            case STOP -> {
                microphone = false;
                state = state == InferredState.LISTENING ? InferredState.IDLE : state;
            }
            case DETECT -> state = state == InferredState.CONNECTING ? InferredState.IDLE : state;
        }
    }

    /// After its button was pressed it keeps speaking until `tts stop`; after a wake word it listens at once.
    private void abort(InboundMessage.Abort abort) {
        aborted = true;
        if (abort.wakeWord()) {
            announced = false;
            if (state == InferredState.SPEAKING) {
                state = InferredState.LISTENING;
                playback.reset();
            }
        }
    }

    /// A text was sent.
    ///
    /// @param body the message as a tree; a missing node where it is none
    public void sent(JsonNode body, long nanos) {
        advance(nanos);
        lastSent = OptionalLong.of(nanos);
        switch (body.path("type").asText("")) {
            case "hello" -> {
                frameMillis = Math.max(1, body.path("audio_params").path("frame_duration").asInt(USUAL_FRAME_MILLIS));
                since = nanos;
                if (dialect != Dialect.XIAOZHI) {
                    state = InferredState.IDLE;
                }
            }
            case "tts" -> speech(body.path("state").asText(""));
            default -> {}
        }
    }

    private void speech(String phase) {
        switch (phase) {
            case "start" -> {
                announced = true;
                microphone = microphone && realtime();
                // from connecting it is refused, and while it speaks it changes nothing
                if (state == InferredState.IDLE || state == InferredState.LISTENING) {
                    state = InferredState.SPEAKING;
                    aborted = false;
                    playback.reset();
                }
            }
            case "stop" -> {
                announced = false;
                if (state == InferredState.SPEAKING) {
                    state = mode == ListenMode.MANUAL ? InferredState.IDLE : InferredState.LISTENING;
                }
            }
            default -> {}
        }
    }

    /// A packet was sent.
    public void sent(byte[] packet, long nanos) {
        advance(nanos);
        lastSent = OptionalLong.of(nanos);
        if (state == InferredState.SPEAKING) {
            long micros = OpusPacket.statedMicros(packet);
            switch (playback.offer(micros > frameMillis * 1_000L ? 0 : micros * 1_000, nanos)) {
                case PlaybackQueueModel.Fate.Taken _ -> {}
                case PlaybackQueueModel.Fate.Dropped _ -> losses.dropped(nanos);
                case PlaybackQueueModel.Fate.Late(long silence) -> losses.ranOut(nanos - silence, nanos);
            }
        }
    }

    /// Time passes.
    public void advance(long nanos) {
        if (state == InferredState.CONNECTING && nanos - since > CONNECTING_NANOS) {
            state = InferredState.IDLE;
        }
        playback.advance(nanos);
    }

    public InferredState state() {
        return state;
    }

    /// Whether it ever said that it listens; before that it refuses to speak.
    public boolean everListened() {
        return everListened;
    }

    /// Whether it sends what its microphone hears.
    public boolean microphoneOpen() {
        return microphone;
    }

    /// Whether its microphone stays open while it speaks.
    private boolean realtime() {
        return mode == ListenMode.REALTIME;
    }

    /// Whether the server announced sound, between `tts start` and `tts stop`; the device may have refused it.
    public boolean speechAnnounced() {
        return announced;
    }

    /// Packets that wait after the one that is played.
    public int waiting() {
        return playback.waiting();
    }

    /// Sound that the device holds and has not played yet.
    public Duration ahead(long nanos) {
        return Duration.ofNanos(playback.ahead(nanos));
    }

    /// How long the sound of a packet lasts at most, as the server's hello says.
    public int frameMillis() {
        return frameMillis;
    }

    /// When it takes its channel for dead if nothing more is sent; empty before the first message.
    public OptionalLong channelEndsNanos() {
        return lastSent.isPresent() ? OptionalLong.of(lastSent.getAsLong() + CHANNEL_LIMIT.toNanos()) : lastSent;
    }
}
