package earshot.server;

import module java.base;

import earshot.data.Closeables;
import earshot.id.DeviceId;
import earshot.problem.FatalErrors;
import earshot.time.Time;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketFactory;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.WebSocketServerFactory;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The WebSocket library's server: turns its callbacks into calls of [WebSocketConnection] and [DeviceTransportListener]. Nothing thrown leaves a callback.
final class DeviceWebSocketServer extends WebSocketServer {
    /// In bytes. Small, so that a client that does not read fills the send queue, which is watched, and not megabytes in the kernel.
    private static final int SEND_BUFFER = 32 * 1024;
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(2);
    private static final int STOP_MILLIS = 2000;
    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(DeviceWebSocketServer.class);

    private final ServerSocketChannel serverChannel;
    private final HandshakeServices services;
    private final Time time;
    private final ConnectionAcceptor connectionAcceptor;
    private final Set<HandshakeChannel> channels = ConcurrentHashMap.newKeySet();
    private final Set<WebSocketConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    /// Used on the selector thread only.
    private int accepted;
    private volatile boolean ended;

    /// @param services with the port; only that for WebSocket admits anybody
    /// @param serverChannel bound and not yet accepting
    DeviceWebSocketServer(ServerSocketChannel serverChannel, HandshakeServices services, ConnectionAcceptor connectionAcceptor) {
        super(serverChannel);
        this.serverChannel = serverChannel;
        this.services = services;
        time = services.time();
        this.connectionAcceptor = connectionAcceptor;
        setDaemon(true);
        setTcpNoDelay(true);
        setReuseAddr(true);
        setConnectionLostTimeout(0);
        setWebSocketFactory(new ChannelFactory());
    }

    private final class ChannelFactory implements WebSocketServerFactory {
        @Override
        public WebSocketImpl createWebSocket(WebSocketAdapter adapter, Draft draft) {
            return createWebSocket(adapter, List.of(draft));
        }

        @Override
        public WebSocketImpl createWebSocket(WebSocketAdapter adapter, List<Draft> drafts) {
            return new WebSocketImpl(adapter, List.of(new WebSocketFrameReader(time::nanos)));
        }

        @Override
        public HandshakeChannel wrapChannel(SocketChannel channel, SelectionKey key) throws IOException {
            if (closed) {
                throw new IOException("the server is closing");
            }
            InetSocketAddress remote = (InetSocketAddress) channel.getRemoteAddress();
            if (!services.admissionControl().reach().admits(remote.getAddress())) {
                // before it takes a place or a thread of others
                Thread.ofVirtual().start(() -> services.admissionControl().outOfReach(services.port(), remote));
                throw new IOException("out of reach: " + remote.getAddress().getHostAddress());
            }
            switch (services.addressLimits().open(remote.getAddress())) {
                case AddressLimits.Exceeded exceeded -> {
                    if (exceeded.tell()) {
                        Thread.ofVirtual().start(() -> services.admissionControl().tooManyConnections(services.port(), remote, exceeded));
                    }
                    throw new IOException("too many connections from " + remote.getAddress().getHostAddress());
                }
                case AddressLimits.Slot slot -> {
                    return handshakeChannel(channel, key, slot);
                }
            }
        }

        private HandshakeChannel handshakeChannel(SocketChannel channel, SelectionKey key, AddressLimits.Slot slot) throws IOException {
            try {
                channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
                HandshakeChannel head = new HandshakeChannel(channel, key, services, slot, DeviceWebSocketServer.this::decode,
                    DeviceWebSocketServer.this::ended);
                channels.add(head);
                if (!channel.isOpen()) {
                    // dropped in favor of another one before it was listed
                    channels.remove(head);
                }
                return head;
            } catch (IOException | RuntimeException e) {
                slot.close();
                throw e instanceof IOException known ? known : new IOException(e);
            }
        }

        @Override
        public void close() {}
    }

    @Override
    public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(WebSocket socket, Draft draft, ClientHandshake request) throws InvalidDataException {
        ServerHandshakeBuilder response = super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
        channel(socket).subprotocol().ifPresent(asked -> response.put("Sec-WebSocket-Protocol", asked));
        return response;
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake request) {
        Handshake handshake = channel(socket).handshake().orElseThrow();
        WebSocketFrameReader reader = (WebSocketFrameReader) socket.getDraft();
        DeviceId deviceId = handshake.identity().deviceId();
        WebSocketConnection connection = new WebSocketConnection((WebSocketImpl) socket, deviceId, time, () -> dropIncomplete((WebSocketImpl) socket, reader),
            () -> services.admissionControl().floodPauses().flooded(deviceId, handshake.remote().getAddress()));
        socket.setAttachment(connection);
        reader.attach(connection);
        connections.add(connection);
        try {
            connection.start(connectionAcceptor.accept(handshake, connection));
            // not before: it can be asked for a sign of life from now on
            services.admissionControl().liveConnections().opened(handshake, connection);
            if (closed) {
                connection.close(CloseFrame.GOING_AWAY, "server is closing");
            }
        } catch (Throwable e) {
            FatalErrors.report(e);
            LOG.error("a connection could not be accepted", e);
            connection.start(NullListener.INSTANCE);
            connection.close(CloseFrame.UNEXPECTED_CONDITION, "internal error");
        }
        // the library answers 101 before it counts the connection as open: a client that hangs up in between is never reported
        if (!channel(socket).isOpen()) {
            onClose(socket, CloseFrame.ABNORMAL_CLOSE, "", true);
        }
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
        socket.<WebSocketConnection>getAttachment().text(text);
    }

    @Override
    public void onMessage(WebSocket socket, ByteBuffer payload) {
        socket.<WebSocketConnection>getAttachment().binary(payload);
    }

    @Override
    public void onWebsocketPing(WebSocket socket, Framedata frame) {
        if (socket.<WebSocketConnection>getAttachment().mayPong()) {
            super.onWebsocketPing(socket, frame);
        }
    }

    @Override
    public void onWebsocketPong(WebSocket socket, Framedata frame) {
        socket.<WebSocketConnection>getAttachment().pong(frame.getPayloadData());
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
        WebSocketConnection connection = socket.getAttachment();
        if (connection != null) {
            connections.remove(connection);
            connection.libraryClosed(code, reason, remote);
        }
    }

    @Override
    public void onError(WebSocket socket, Exception error) {
        FatalErrors.report(error);
        LOG.error("the WebSocket library failed", error);
    }

    @Override
    public void onStart() {
        LOG.debug("accepting on port {}", getPort());
    }

    /// The library stops accepting for good when one connection cannot be accepted, for example because file descriptors
    /// ran out. So all waiting connections are accepted here, and the library finds none.
    @Override
    protected boolean onConnect(SelectionKey key) {
        if (closed) {
            return false;
        }
        try {
            for (SocketChannel client = serverChannel.accept(); client != null; client = serverChannel.accept()) {
                acceptClient(client, key.selector());
            }
            return true;
        } catch (IOException e) {
            LOG.error("accepting connections failed, trying again in {} ms: {}", ACCEPT_PAUSE.toMillis(), e.toString());
            time.after(ACCEPT_PAUSE, () -> acceptAgain(key.selector()));
            return false;
        }
    }

    private void acceptClient(SocketChannel client, Selector selector) {
        try {
            client.configureBlocking(false);
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            WebSocketFactory factory = getWebSocketFactory();
            WebSocketImpl socket = (WebSocketImpl) factory.createWebSocket(this, List.of());
            socket.setSelectionKey(client.register(selector, SelectionKey.OP_READ, socket));
            // given here, because the library gives it at the first input, which comes from two threads
            socket.setWorkerThread(decoders.get(accepted++ % decoders.size()));
            socket.setChannel(((ChannelFactory) factory).wrapChannel(client, socket.getSelectionKey()));
            allocateBuffers(socket);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            FatalErrors.report(e);
            LOG.debug("a connection was lost while it was accepted: {}", e.toString());
            Closeables.closeQuietly(client);
        }
    }

    private void acceptAgain(Selector selector) {
        try {
            if (!closed) {
                serverChannel.register(selector, SelectionKey.OP_ACCEPT);
                selector.wakeup();
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("no more connections can be accepted", e);
        }
    }

    /// The library's selector thread. It ends by itself, with everything closed, when it or a worker thread meets a serious error.
    @Override
    public void run() {
        try {
            super.run();
        } finally {
            ended = true;
        }
    }

    /// Whether a thread that every connection needs has ended although nobody closed the server. The library ends a worker thread, and with it the
    /// input of the connections it serves, by an error that leaves a handler.
    boolean broken() {
        return !closed && (ended || decoders.stream().anyMatch(worker -> worker.getState() == Thread.State.TERMINATED));
    }

    /// Closes every connection in order, waits for that within a bound, cuts what is left and frees the port.
    void close() {
        closed = true;
        channels.stream().filter(channel -> !channel.upgraded()).forEach(HandshakeChannel::close);
        List<WebSocketConnection> open = List.copyOf(connections);
        open.forEach(connection -> connection.close(CloseFrame.GOING_AWAY, "server is closing"));
        time.await(CompletableFuture.allOf(open.stream().map(WebSocketConnection::ended).toArray(CompletableFuture[]::new)).thenApply(_ -> true), CLOSE_BOUND);
        List.copyOf(connections).forEach(WebSocketConnection::abort);
        try {
            stop(STOP_MILLIS);
            serverChannel.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("closing the port failed: {}", e.toString());
        }
        channels.forEach(HandshakeChannel::close);
    }

    private void ended(HandshakeChannel channel) {
        channels.remove(channel);
        channel.handshake().ifPresent(handshake -> services.admissionControl().liveConnections().closed(handshake.attempt().number()));
    }

    /// Has the library decode what waits in the connection.
    private void decode(WebSocketImpl connection) {
        try {
            queue(connection);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Wakes the reader of a connection whose input ended, so that it drops what it keeps, on its own thread. The library reuses the buffer.
    private void dropIncomplete(WebSocketImpl connection, WebSocketFrameReader reader) {
        if (reader.keepsInput()) {
            connection.inQueue.add(ByteBuffer.allocate(HandshakeChannel.LIBRARY_BUFFER).put((byte) 0).flip());
            decode(connection);
        }
    }

    private static HandshakeChannel channel(WebSocket socket) {
        return (HandshakeChannel) ((WebSocketImpl) socket).getChannel();
    }

    /// The receiver of a connection that could not be accepted: ignores everything.
    private enum NullListener implements DeviceTransportListener {
        INSTANCE;

        @Override
        public void textReceived(String text, long arrivalNanos) {}

        @Override
        public void binaryReceived(byte[] frame, long arrivalNanos) {}

        @Override
        public boolean incompleteInput(long change) {
            return false;
        }

        @Override
        public void pongReceived(long roundTripNanos) {}

        @Override
        public void closed(CloseStatus closeStatus) {}
    }
}
