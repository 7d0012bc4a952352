package earshot.server;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.FatalErrors;
import earshot.time.Time;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.PingFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection after its upgrade: hands what comes to its receiver, sends, limits the send queue, and keeps the connection alive.
///
/// The library's own close drops TCP at once, which loses the close frame while the client is sending. So the server's close is
/// only a frame: [HandshakeChannel] closes the server's end after it, input is read and dropped, and the connection ends when the client hangs up
/// or after 5 s. The lock is held while something is queued, never over the network.
final class WebSocketConnection implements DeviceTransport {
    static final Duration PING_PERIOD = Duration.ofSeconds(20);
    static final Duration SILENCE_LIMIT = Duration.ofSeconds(50);
    static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    /// 3 s of 60 ms packets.
    static final int MAX_AUDIO_FRAMES = 50;
    static final int MAX_TEXT_BYTES = 1 << 20;
    private static final int LONGEST_REASON = 123;
    private static final byte TEXT_FRAME = (byte) 0x81;
    private static final byte BINARY_FRAME = (byte) 0x82;
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketConnection.class);

    private final WebSocketImpl socket;
    private final DeviceId device;
    private final Time time;
    private final Object lock = new Object();
    private final Runnable onInputClosed;
    private final Runnable onFlood;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final ArrivalPings arrivalPings = new ArrivalPings();
    private CloseStatus requestedClose;
    private CloseStatus closeStatus;
    private volatile DeviceTransportListener deviceTransportListener;
    private Time.Timer closeLimit = Time.Timer.NONE;
    private Time.Timer pingTimer = Time.Timer.NONE;
    private volatile Time.Timer silenceTimer = Time.Timer.NONE;
    private volatile boolean inputClosed;
    private volatile long lastReceived;
    private volatile long pingSentAt;
    private volatile boolean awaitingPong;
    /// Completes with the next frame, or with false at the end. Completed while nobody asks.
    private volatile CompletableFuture<Boolean> signOfLife = CompletableFuture.completedFuture(true);

    /// @param onInputClosed called on any thread when the server closes and input is not used any more
    /// @param onFlood called on any thread before the server closes it for flooding; returns at once
    WebSocketConnection(WebSocketImpl socket, DeviceId device, Time time, Runnable onInputClosed, Runnable onFlood) {
        this.socket = socket;
        this.device = device;
        this.time = time;
        this.onInputClosed = onInputClosed;
        this.onFlood = onFlood;
        lastReceived = time.nanos();
    }

    /// Starts to deliver to the receiver and to ping the client.
    void start(DeviceTransportListener deviceTransportListener) {
        synchronized (lock) {
            this.deviceTransportListener = deviceTransportListener;
            if (closeStatus == null) {
                pingTimer = time.every(PING_PERIOD, () -> ping(time.nanos()));
                silenceTimer = time.after(SILENCE_LIMIT, this::checkSilence);
                return;
            }
        }
        notifyClosed();
    }

    /// Whether input of the client is still used.
    boolean acceptsInput() {
        return !inputClosed;
    }

    /// A frame came; called before it is handed over.
    void markAlive(long nanos) {
        lastReceived = nanos;
        arrivalPings.received(nanos);
        if (!signOfLife.isDone()) {
            signOfLife.complete(true);
        }
    }

    /// Pings the client; who asks meanwhile gets the same answer. Completes with true when anything comes from it, with false when the connection ends before.
    CompletableFuture<Boolean> probe() {
        CompletableFuture<Boolean> asked;
        synchronized (lock) {
            if (requestedClose != null || closeStatus != null) {
                return CompletableFuture.completedFuture(false);
            }
            if (!signOfLife.isDone()) {
                return signOfLife;
            }
            asked = new CompletableFuture<>();
            signOfLife = asked;
        }
        ping(time.nanos());
        return asked;
    }

    @Override
    public CompletableFuture<Boolean> arrival() {
        long now = time.nanos();
        CompletableFuture<Boolean> arrival = arrivalPings.add(now);
        ping(now);
        return arrival;
    }

    void text(String text) {
        deviceTransportListener.textReceived(text, lastReceived);
    }

    /// The library allocates each payload separately and does not keep it, so the usual one is passed on without a copy.
    void binary(ByteBuffer payload) {
        int from = payload.arrayOffset() + payload.position();
        boolean whole = from == 0 && payload.remaining() == payload.array().length;
        byte[] frame = whole ? payload.array() : Arrays.copyOfRange(payload.array(), from, from + payload.remaining());
        deviceTransportListener.binaryReceived(frame, lastReceived);
    }

    /// Counts what is kept of an incomplete message. False when it is too much.
    boolean keep(long change) {
        return deviceTransportListener.incompleteInput(change);
    }

    void pong(ByteBuffer payload) {
        if (payload.remaining() != Long.BYTES) {
            return;
        }
        long sentAt = payload.getLong(payload.position());
        arrivalPings.answered(sentAt);
        if (awaitingPong && sentAt == pingSentAt) {
            awaitingPong = false;
            deviceTransportListener.pongReceived(lastReceived - pingSentAt);
        }
    }

    /// Whether a ping may be answered: a client that pings and does not read gets no answers.
    boolean mayPong() {
        return waiting() < MAX_AUDIO_FRAMES && !deviceTransportListener.silent();
    }

    int waiting() {
        return socket.outQueue.size();
    }

    @Override
    public boolean send(String text) {
        boolean clientSlow;
        synchronized (lock) {
            clientSlow = waitingText() > MAX_TEXT_BYTES;
            if (!clientSlow) {
                return queue(() -> socket.send(text));
            }
        }
        close(new CloseStatus(CloseFrame.POLICY_VALIDATION, "peer does not read", CloseStatus.Cause.PEER_NOT_READING), true);
        return false;
    }

    @Override
    public boolean send(byte[] frame) {
        synchronized (lock) {
            return waitingAudio() < MAX_AUDIO_FRAMES && queue(() -> socket.send(frame));
        }
    }

    private boolean queue(Runnable send) {
        if (requestedClose != null || closeStatus != null || !socket.isOpen()) {
            LOG.debug("send_json: connection closed for device {}", device);
            return false;
        }
        try {
            send.run();
            return true;
        } catch (WebsocketNotConnectedException _) {
            LOG.debug("send_json: connection closed for device {}", device);
            return false;
        } catch (Throwable e) {
            FatalErrors.report(e);
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
        close(new CloseStatus(code, reason, CloseStatus.Cause.SERVER), false);
    }

    @Override
    public void closeFlooding(int code, String reason) {
        close(new CloseStatus(code, reason, CloseStatus.Cause.SERVER), true);
    }

    private void close(CloseStatus status, boolean flooding) {
        if (!announceEnd(status, flooding)) {
            disconnect();
        }
        arrivalPings.end();
    }

    /// Sends the close frame. False when it cannot be sent.
    private boolean announceEnd(CloseStatus status, boolean flooding) {
        synchronized (lock) {
            if (requestedClose != null || closeStatus != null) {
                return true;
            }
            requestedClose = status;
            if (flooding) {
                // before the close frame: who gets that may connect again at once
                onFlood.run();
            }
            inputClosed = true;
            onInputClosed.run();
            closeLimit = time.after(CLOSE_LIMIT, this::disconnect);
            try {
                CloseFrame frame = new CloseFrame();
                frame.setReason(shortened(status.reason()));
                frame.setCode(status.code());
                frame.isValid();
                socket.sendFrame(frame);
                return true;
            } catch (WebsocketNotConnectedException _) {
                LOG.debug("device {} was already closing", device);
            } catch (Throwable e) {
                FatalErrors.report(e);
                LOG.warn("closing device {} with {} failed: {}", device, status.code(), e.toString());
            }
            return false;
        }
    }

    @Override
    public void abort() {
        end(new CloseStatus(CloseFrame.ABNORMAL_CLOSE, "cut by the server", CloseStatus.Cause.SERVER));
    }

    private void end(CloseStatus why) {
        synchronized (lock) {
            if (requestedClose == null) {
                requestedClose = why;
            }
            inputClosed = true;
        }
        arrivalPings.end();
        disconnect();
    }

    private void disconnect() {
        socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, "");
    }

    /// May come before the receiver is set: who takes a connection sends what waits for it at once.
    private void ping(long now) {
        DeviceTransportListener receiver = deviceTransportListener;
        if (receiver != null && receiver.silent()) {
            return;
        }
        pingSentAt = now;
        awaitingPong = true;
        PingFrame ping = new PingFrame();
        ping.setPayload(ByteBuffer.allocate(Long.BYTES).putLong(0, now));
        synchronized (lock) {
            if (requestedClose == null && closeStatus == null) {
                queue(() -> socket.sendFrame(ping));
            }
        }
    }

    private void checkSilence() {
        if (deviceTransportListener.silent()) {
            // nobody was asked for a sign of life
            lastReceived = time.nanos();
        }
        long left = lastReceived + SILENCE_LIMIT.toNanos() - time.nanos();
        if (left <= 0) {
            end(new CloseStatus(CloseFrame.ABNORMAL_CLOSE, "no sign of life for " + SILENCE_LIMIT.toSeconds() + " s", CloseStatus.Cause.NETWORK));
        } else if (!ended.isDone()) {
            silenceTimer = time.after(Duration.ofNanos(left), this::checkSilence);
        }
    }

    /// The library reports the end of the connection. Whoever asked first owns code and reason.
    void libraryClosed(int code, String reason, boolean remote) {
        arrivalPings.end();
        synchronized (lock) {
            if (closeStatus != null) {
                return;
            }
            inputClosed = true;
            closeStatus = requestedClose != null ? requestedClose : byClient(code, reason, remote);
            closeLimit.cancel();
            pingTimer.cancel();
            silenceTimer.cancel();
            signOfLife.complete(false);
            if (deviceTransportListener == null) {
                return;
            }
        }
        notifyClosed();
    }

    private static CloseStatus byClient(int code, String reason, boolean remote) {
        if (code != CloseFrame.ABNORMAL_CLOSE) {
            return new CloseStatus(code, reason, CloseStatus.Cause.DEVICE);
        }
        boolean silently = remote || reason == null || reason.isEmpty();
        return new CloseStatus(code, silently ? "hung up without a close frame" : "connection dropped: " + reason, CloseStatus.Cause.DEVICE);
    }

    private void notifyClosed() {
        try {
            deviceTransportListener.closed(closeStatus);
        } catch (Throwable e) {
            FatalErrors.report(e);
            LOG.error("the end of a connection could not be reported", e);
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
