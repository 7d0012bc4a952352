package earshot.server;

import earshot.time.Time;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.PingFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection after its upgrade: hands what comes to its receiver, sends, limits the send queue, and keeps the connection alive.
///
/// The library's own close drops TCP at once, which loses the close frame while the peer is sending. So the server's close is
/// only a frame: [HeadChannel] closes the server's end after it, input is read and dropped, and the connection ends when the peer hangs up
/// or after 5 s. The lock is held while something is queued, never over the network.
final class Line implements Link {
    static final Duration PING_PERIOD = Duration.ofSeconds(20);
    static final Duration GONE_AFTER = Duration.ofSeconds(50);
    static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    /// 3 s of 60 ms packets.
    static final int MOST_AUDIO = 50;
    static final int MOST_TEXT = 1 << 20;
    private static final int LONGEST_REASON = 123;
    private static final byte TEXT_FRAME = (byte) 0x81;
    private static final byte BINARY_FRAME = (byte) 0x82;
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    private final WebSocketImpl socket;
    private final String device;
    private final Time time;
    private final Object lock = new Object();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private Closing asked;
    private Closing closing;
    private Receiver receiver;
    private Time.Timer closeLimit = Time.Timer.NONE;
    private Time.Timer pings = Time.Timer.NONE;
    private volatile Time.Timer silence = Time.Timer.NONE;
    private volatile boolean over;
    private volatile long lastSign;
    private volatile long pinged;
    private volatile boolean pingOut;

    Line(WebSocketImpl socket, String device, Time time) {
        this.socket = socket;
        this.device = device;
        this.time = time;
        lastSign = time.nanos();
    }

    /// Starts to deliver to the receiver and to ping the peer.
    void start(Receiver receiver) {
        synchronized (lock) {
            this.receiver = receiver;
            if (closing == null) {
                pings = time.every(PING_PERIOD, this::ping);
                silence = time.after(GONE_AFTER, this::judgeSilence);
                return;
            }
        }
        tellClosed();
    }

    /// Whether input of the peer is still used.
    boolean listens() {
        return !over;
    }

    /// A frame came; called before it is handed over.
    void sign(long nanos) {
        lastSign = nanos;
    }

    void text(String text) {
        receiver.text(text, lastSign);
    }

    /// The library allocates each payload separately and does not keep it, so the usual one is passed on without a copy.
    void binary(ByteBuffer payload) {
        int from = payload.arrayOffset() + payload.position();
        boolean whole = from == 0 && payload.remaining() == payload.array().length;
        byte[] frame = whole ? payload.array() : Arrays.copyOfRange(payload.array(), from, from + payload.remaining());
        receiver.binary(frame, lastSign);
    }

    void pong(ByteBuffer payload) {
        if (pingOut && payload.remaining() == Long.BYTES && payload.getLong(payload.position()) == pinged) {
            pingOut = false;
            receiver.pong(lastSign - pinged);
        }
    }

    /// Whether a ping may be answered: a peer that pings and does not read gets no answers.
    boolean mayAnswer() {
        return waiting() < MOST_AUDIO;
    }

    /// How many frames are not written yet.
    int waiting() {
        return socket.outQueue.size();
    }

    @Override
    public boolean send(String text) {
        boolean deaf;
        synchronized (lock) {
            deaf = waitingText() > MOST_TEXT;
            if (!deaf) {
                return queue(() -> socket.send(text));
            }
        }
        close(CloseFrame.POLICY_VALIDATION, "peer does not read");
        return false;
    }

    @Override
    public boolean send(byte[] frame) {
        synchronized (lock) {
            return waitingAudio() < MOST_AUDIO && queue(() -> socket.send(frame));
        }
    }

    private boolean queue(Runnable send) {
        if (asked != null || closing != null || !socket.isOpen()) {
            LOG.debug("send_json: connection closed for device {}", device);
            return false;
        }
        try {
            send.run();
            return true;
        } catch (WebsocketNotConnectedException e) {
            LOG.debug("send_json: connection closed for device {}", device);
            return false;
        } catch (Throwable e) {
            LOG.warn("send_json failed for device {}: {}", device, e.toString());
            return false;
        }
    }

    /// Each waiting buffer is one whole frame, so its first byte gives its kind.
    private int waitingText() {
        return socket.outQueue.isEmpty() ? 0 : socket.outQueue.stream().filter(frame -> frame.get(0) == TEXT_FRAME).mapToInt(ByteBuffer::remaining).sum();
    }

    private int waitingAudio() {
        return socket.outQueue.isEmpty() ? 0 : (int) socket.outQueue.stream().filter(frame -> frame.get(0) == BINARY_FRAME).count();
    }

    @Override
    public void close(int code, String reason) {
        synchronized (lock) {
            if (asked != null || closing != null) {
                return;
            }
            asked = new Closing(code, reason, Closing.By.SERVER);
            over = true;
            closeLimit = time.after(CLOSE_LIMIT, this::drop);
            try {
                CloseFrame frame = new CloseFrame();
                frame.setReason(shortened(reason));
                frame.setCode(code);
                frame.isValid();
                socket.sendFrame(frame);
                return;
            } catch (WebsocketNotConnectedException e) {
                LOG.debug("device {} was already closing", device);
            } catch (Throwable e) {
                LOG.warn("closing device {} with {} failed: {}", device, code, e.toString());
            }
        }
        drop();
    }

    @Override
    public void cut() {
        end(new Closing(CloseFrame.ABNORMAL_CLOSE, "cut by the server", Closing.By.SERVER));
    }

    private void end(Closing why) {
        synchronized (lock) {
            if (asked == null) {
                asked = why;
            }
            over = true;
        }
        drop();
    }

    private void drop() {
        socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, "");
    }

    private void ping() {
        long now = time.nanos();
        pinged = now;
        pingOut = true;
        PingFrame ping = new PingFrame();
        ping.setPayload(ByteBuffer.allocate(Long.BYTES).putLong(0, now));
        synchronized (lock) {
            if (asked == null && closing == null) {
                queue(() -> socket.sendFrame(ping));
            }
        }
    }

    private void judgeSilence() {
        long left = lastSign + GONE_AFTER.toNanos() - time.nanos();
        if (left <= 0) {
            end(new Closing(CloseFrame.ABNORMAL_CLOSE, "no sign of life for " + GONE_AFTER.toSeconds() + " s", Closing.By.NETWORK));
        } else if (!ended.isDone()) {
            silence = time.after(Duration.ofNanos(left), this::judgeSilence);
        }
    }

    /// The library reports the end of the connection. Whoever asked first owns code and reason.
    void libraryClosed(int code, String reason, boolean remote) {
        synchronized (lock) {
            if (closing != null) {
                return;
            }
            over = true;
            closing = asked != null ? asked : byPeer(code, reason, remote);
            closeLimit.cancel();
            pings.cancel();
            silence.cancel();
            if (receiver == null) {
                return;
            }
        }
        tellClosed();
    }

    private static Closing byPeer(int code, String reason, boolean remote) {
        if (code != CloseFrame.ABNORMAL_CLOSE) {
            return new Closing(code, reason, Closing.By.DEVICE);
        }
        boolean silently = remote || reason == null || reason.isEmpty();
        return new Closing(code, silently ? "hung up without a close frame" : "connection dropped: " + reason, Closing.By.DEVICE);
    }

    private void tellClosed() {
        try {
            receiver.closed(closing);
        } catch (Throwable e) {
            LOG.error("the end of a connection could not be told", e);
        } finally {
            ended.complete(null);
        }
    }

    /// Completes when the receiver was notified of the end.
    CompletableFuture<Void> ended() {
        return ended;
    }

    /// A close frame holds 123 bytes of reason.
    private static String shortened(String reason) {
        String text = reason;
        while (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_REASON) {
            text = text.substring(0, text.length() - 1);
        }
        return text;
    }
}
