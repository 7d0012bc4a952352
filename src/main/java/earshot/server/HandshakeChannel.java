package earshot.server;

import module java.base;

import earshot.problem.FatalErrors;
import earshot.time.Time;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.WrappedByteChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sits between a socket and the WebSocket library until the request is read and admitted. The library never sees the
/// client's head: it gets one that is built here once the client is admitted, and the unchanged bytes after that.
///
/// Reads and writes happen on the thread of [SelectorLoop], which serves all clients, so it only collects bytes here. What a request costs
/// (parsing, masking, authentication, logs, reports) is paid on a virtual thread of this connection, and until that is done nothing more is read.
final class HandshakeChannel implements WrappedByteChannel {
    /// How long a client may take to send its request, body included.
    static final Duration HEAD_LIMIT = Duration.ofSeconds(10);
    /// How long a client may take to hang up after the reply.
    static final Duration LINGER = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(HandshakeChannel.class);

    private enum Stage {
        HEAD, BODY,
        /// The request's own thread is at work; nobody else changes the fields.
        DECIDING,
        ANSWERING, UPGRADED, CLOSED;

        boolean reading() {
            return this == HEAD || this == BODY;
        }
    }

    private final SocketChannel socket;
    private final SelectionKey key;
    private final HandshakeServices services;
    private final HandshakeAdmission admission;
    private final Time time;
    private final AddressLimits.Slot slot;
    private final ClientChannel client;
    private final Consumer<WebSocketImpl> onUpgraded;
    private final Consumer<HandshakeChannel> onClosed;
    private final InetSocketAddress remote;
    private final InetSocketAddress local;

    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.HEAD);
    private volatile Time.Timer limit;
    private volatile boolean limitPassed;
    private volatile ReplyOutput reply;
    private volatile boolean closeAfterReply;
    private ConnectionAttempt attempt;
    private byte[] received = new byte[1024];
    private int filled;
    private RequestHead head;
    private int bodyFrom;
    private RequestBody body;
    private volatile Optional<Handshake> handshake = Optional.empty();

    /// @param key its attachment is the library's connection
    /// @param slot counts the connection until it is closed here
    /// @param onUpgraded told when the library's connection is open, before it is read
    HandshakeChannel(SocketChannel socket, SelectionKey key, HandshakeServices services, AddressLimits.Slot slot, Consumer<WebSocketImpl> onUpgraded,
            Consumer<HandshakeChannel> onClosed) throws IOException {
        this.socket = socket;
        this.onUpgraded = onUpgraded;
        this.onClosed = onClosed;
        this.key = key;
        this.services = services;
        this.slot = slot;
        admission = services.admission();
        time = services.time();
        remote = (InetSocketAddress) socket.getRemoteAddress();
        client = new ClientChannel(socket, key, remote.getAddress(), services.tls());
        local = (InetSocketAddress) socket.getLocalAddress();
        attempt = admission.newAttempt(services.port(), remote);
        limit = time.after(HEAD_LIMIT, this::tooSlow);
        slot.whenDropped(this::close);
    }

    /// What is known about the client; present once it is admitted.
    Optional<Handshake> handshake() {
        return handshake;
    }

    Optional<String> subprotocol() {
        return Optional.ofNullable(head).flatMap(h -> h.header("sec-websocket-protocol")).map(list -> list.split(",")[0].strip()).filter(p -> !p.isEmpty());
    }

    boolean upgraded() {
        return stage.get() == Stage.UPGRADED;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        if (upgraded()) {
            return client.read(to);
        }
        try {
            return stage.get() == Stage.DECIDING ? 0 : readBeforeUpgrade(to);
        } catch (IOException e) {
            if (!tlsFailed(e)) {
                throw e;
            }
            return 0;
        } catch (Throwable e) {
            FatalErrors.report(e);
            LOG.error("a request could not be read", e);
            close();
            return -1;
        }
    }

    /// `to` serves as scratch space: the library ignores it as long as it is returned empty.
    private int readBeforeUpgrade(ByteBuffer to) throws IOException {
        Stage now = stage.get();
        if (now.reading() && !client.secure()) {
            // what comes after a request stays in the kernel; of TLS a whole record is taken
            to.limit(Math.min(to.capacity(), (now == Stage.HEAD ? RequestHead.MAX_BYTES : bodyFrom + body.mostBytes()) - filled));
        }
        int read = client.read(to);
        if (read < 0) {
            return giveUp(admission::hungUp) ? 0 : -1;
        }
        to.flip();
        if (to.hasRemaining() && now.reading() && !(filled == 0 && client.startsTls(to))) {
            receive(to);
        }
        to.clear();
        return 0;
    }

    /// A device that does not trust the certificate ends here. Whether the connection is closed here, after its report.
    private boolean tlsFailed(IOException e) {
        return client.secure() && giveUp((made, _) -> admission.tlsFailed(made, e));
    }

    private void receive(ByteBuffer from) {
        int before = filled;
        if (filled + from.remaining() > received.length) {
            received = Arrays.copyOf(received, Math.max(filled + from.remaining(), received.length * 2));
        }
        filled += from.remaining();
        from.get(received, before, from.remaining());
        if (stage.get() == Stage.HEAD) {
            lookForHead(before);
        } else if (body.mayBeComplete(received, bodyFrom, filled) || body.tooLarge(filled - bodyFrom)) {
            proceed(this::answer);
        }
    }

    private void lookForHead(int before) {
        if (!Character.isLetter(received[0])) {
            proceed(() -> refuse(admission.notHttp(attempt, received[0] == TlsAcceptor.FIRST_BYTE)));
            return;
        }
        int end = RequestHead.end(received, Math.max(0, before - 3), filled);
        if (end < 0 && filled >= RequestHead.MAX_BYTES) {
            proceed(() -> refuse(admission.tooLarge(attempt)));
        } else if (end > 0) {
            proceed(() -> headReceived(end));
        }
    }

    /// Goes on beside the selector thread, on one virtual thread a connection at most: as many as may be without a complete request.
    private boolean proceed(Runnable step) {
        if (!stage.getAndUpdate(now -> now.reading() ? Stage.DECIDING : now).reading()) {
            return false;
        }
        setInterest(0);
        Thread.ofVirtual().name("request-" + attempt.number()).start(() -> {
            try {
                step.run();
            } catch (Throwable e) {
                FatalErrors.report(e);
                LOG.error("a request could not be handled", e);
                admission.liveConnections().closed(attempt.number());
                close();
            }
        });
        return true;
    }

    private void setInterest(int operations) {
        try {
            key.interestOps(operations);
            key.selector().wakeup();
        } catch (CancelledKeyException _) {
            close();
        }
    }

    private void headReceived(int end) {
        try {
            head = RequestHead.parse(received, end);
        } catch (RequestHead.MalformedHeadException e) {
            refuse(admission.malformed(attempt, e.reason()));
            return;
        }
        attempt = attempt.withRequest(head.shown());
        if (head.asksForUpgrade()) {
            decide(end);
        } else {
            bodyFrom = end;
            body = RequestBody.of(head, services.httpRouter().mostBytes(head.target()));
            answer();
        }
    }

    private void decide(int end) {
        slot.complete();
        if (services.port() == ConnectionAttempt.Port.HTTP) {
            refuse(admission.wrongPort(attempt, httpRequest(new byte[0]), services.webSocketPort()));
            return;
        }
        if (services.wrongTokens().blocks(remote.getAddress())) {
            refuse(admission.tooManyWrongTokens(attempt));
            return;
        }
        switch (admission.decide(attempt, head, remote)) {
            case HandshakeAdmission.Refused refused -> refuse(refused);
            case HandshakeAdmission.Admitted admitted -> {
                limit.cancel();
                attempt = admitted.handshake().attempt();
                handshake = Optional.of(admitted.handshake());
                upgrade(admitted.cleanHead(), end);
            }
        }
    }

    /// The library gets the head, and what came behind it, before anything more is read, on the thread of the request: it opens the connection.
    private void upgrade(byte[] cleanHead, int end) {
        ByteBuffer input = ByteBuffer.allocate(cleanHead.length + filled - end).put(cleanHead).put(received, end, filled - end).flip();
        received = new byte[0];
        filled = 0;
        WebSocketImpl connection = (WebSocketImpl) key.attachment();
        if (stage.get() == Stage.DECIDING) {
            connection.decode(input);
        }
        if (stage.compareAndSet(Stage.DECIDING, Stage.UPGRADED)) {
            onUpgraded.accept(connection);
            // writing as well: the library has replied
            setInterest(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        } else {
            onClosed.accept(this);
        }
    }

    private void answer() {
        try {
            Optional<byte[]> whole = body.read(received, bodyFrom, filled);
            if (whole.isPresent()) {
                answer(whole.get());
            } else if (body.tooLarge(filled - bodyFrom)) {
                HttpRouter router = services.httpRouter();
                refuse(admission.bodyTooLarge(attempt, router.mostBytes(head.target()), router.polled(head.target())));
            } else if (stage.compareAndSet(Stage.DECIDING, Stage.BODY)) {
                setInterest(SelectionKey.OP_READ);
                if (limitPassed) {
                    tooSlow();
                }
            }
        } catch (IllegalArgumentException e) {
            refuse(admission.malformed(attempt, e.getMessage()));
        }
    }

    private void answer(byte[] whole) {
        HttpRequest request = httpRequest(whole);
        received = new byte[0];
        slot.complete();
        boolean showsToken = !OtaHandler.serves(request) && request.showsToken();
        if (showsToken && services.wrongTokens().blocks(remote.getAddress())) {
            refuse(admission.tooManyWrongTokens(attempt));
            return;
        }
        HttpReply answer = services.httpRouter().answer(attempt, request);
        Duration delay = showsToken && answer.status() == 401 ? services.wrongTokens().refused(remote.getAddress()) : Duration.ZERO;
        sendAfter(delay, HttpRouter.encode(answer, request.method()), answer.clientCloses());
        answer.rest().filter(_ -> stage.get() == Stage.ANSWERING).ifPresent(rest -> {
            limit.cancel();
            rest.write(reply);
            close();
        });
    }

    private HttpRequest httpRequest(byte[] body) {
        return new HttpRequest(services.port(), head.method(), head.target(), head.headers(), body, remote, local, client.secure());
    }

    private void refuse(HandshakeAdmission.Refused refused) {
        attempt = refused.attempt();
        Duration delay = refused.wrongToken() ? services.wrongTokens().refused(remote.getAddress()) : Duration.ZERO;
        sendAfter(delay, HttpRouter.encode(refused.reply(), HttpMethod.GET), false);
        if (!delay.isZero()) {
            attempt = admission.heldBack(attempt, delay);
        }
    }

    private void sendAfter(Duration delay, byte[] answer, boolean letClientClose) {
        if (delay.isZero()) {
            send(answer, letClientClose);
        } else {
            limit.cancel();
            services.wrongTokens().hold(remote.getAddress(), delay, () -> send(answer, letClientClose));
        }
    }

    /// Writes the reply and waits for the client to hang up; unless the client is to close TCP, the server's end is closed at once.
    private void send(byte[] bytes, boolean letClientClose) {
        reply = new ReplyOutput(time, bytes, () -> setInterest(SelectionKey.OP_READ | SelectionKey.OP_WRITE));
        if (!stage.compareAndSet(Stage.DECIDING, Stage.ANSWERING)) {
            return;
        }
        limit.cancel();
        limit = time.after(bytes.length > ReplyOutput.LARGE_BYTES ? ReplyOutput.LARGE_LINGER.plusSeconds(bytes.length >> 15) : LINGER, this::close);
        closeAfterReply = !letClientClose;
        setInterest(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    private void tooSlow() {
        limitPassed = true;
        giveUp(admission::tooSlow);
    }

    /// Whether the connection is closed here, after its report.
    private boolean giveUp(BiConsumer<ConnectionAttempt, Boolean> report) {
        return proceed(() -> {
            report.accept(attempt, filled > 0 || client.secure());
            close();
        });
    }

    @Override
    public boolean isNeedRead() {
        return false;
    }

    @Override
    public int readMore(ByteBuffer to) {
        return 0;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return client.writeFrame(from);
    }

    @Override
    public boolean isNeedWrite() {
        ReplyOutput waiting = reply;
        return waiting != null && waiting.hasRemaining() || client.needsWrite();
    }

    @Override
    public void writeMore() throws IOException {
        try {
            client.writeMore();
        } catch (IOException e) {
            if (!tlsFailed(e)) {
                throw e;
            }
            return;
        }
        ReplyOutput waiting = reply;
        if (waiting != null && waiting.hasRemaining() && waiting.writeTo(client) && closeAfterReply) {
            client.shutdownOutput();
        }
    }

    @Override
    public boolean isBlocking() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    /// Any thread. Wakes the selector, because only its thread releases the socket.
    @Override
    public void close() {
        stage.set(Stage.CLOSED);
        Optional.ofNullable(reply).ifPresent(ReplyOutput::end);
        limit.cancel();
        slot.close();
        onClosed.accept(this);
        try {
            socket.close();
            key.selector().wakeup();
        } catch (IOException | CancelledKeyException e) {
            LOG.debug("closing a socket failed: {}", e.toString());
        }
    }
}
