package earshot.session;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.time.Time;
import earshot.wire.Dialect;
import earshot.wire.OutboundMessage;
import earshot.wire.OutboundMessage.Tts;

/// Keeps an idle channel alive in the eyes of firmware. It counts only text and audio as life, not pings: after 120 s without them it takes
/// the channel for dead, and the next press is lost. Sends, only after the hello, what each kind of device ignores without a word: an MCP
/// notification where it has MCP, else `tts sentence_end`. Badges keep no such time. Used on the connection's thread, except [#sent].
/// Source: xiaozhi-protocol rule 14.
final class ChannelKeepalive implements AutoCloseable {
    /// Longest time without a message to the device.
    static final Duration INTERVAL = Duration.ofSeconds(90);

    private final Time time;
    private final ConnectionContext connection;
    private final BooleanSupplier speaking;
    private Optional<OutboundMessage> message = Optional.empty();
    private Time.Timer timer = Time.Timer.NONE;
    private volatile long lastSent;

    /// @param speaking whether the device is being spoken to: audio keeps the channel alive, and `tts stop` follows it
    ChannelKeepalive(Time time, ConnectionContext connection, BooleanSupplier speaking) {
        this.time = time;
        this.connection = connection;
        this.speaking = speaking;
    }

    /// The device said hello; a second hello may change what it is.
    ///
    /// @param mcp whether it has MCP
    void start(boolean mcp) {
        if (connection.dialect() == Dialect.XIAOZHI) {
            message = Optional
                .of(mcp ? new OutboundMessage.Mcp(notification(), connection.sessionId()) : Tts.of(Tts.TtsState.SENTENCE_END, connection.sessionId()));
            schedule(INTERVAL.toNanos());
        }
    }

    /// A message was sent. For any thread.
    void sent() {
        lastSent = time.nanos();
    }

    private void check() {
        long left = speaking.getAsBoolean() ? INTERVAL.toNanos() : lastSent + INTERVAL.toNanos() - time.nanos();
        if (left <= 0) {
            message.ifPresent(connection::send);
            left = INTERVAL.toNanos();
        }
        schedule(left);
    }

    private void schedule(long nanos) {
        timer.cancel();
        timer = time.after(Duration.ofNanos(nanos), () -> connection.post(this::check));
    }

    private static ObjectNode notification() {
        return JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("method", "notifications/initialized");
    }

    @Override
    public void close() {
        timer.cancel();
        timer = Time.Timer.NONE;
        message = Optional.empty();
    }
}
