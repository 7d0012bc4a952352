package earshot.server;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.FatalErrors;
import earshot.time.Time;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.Handshakedata;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The clients of one port: lets them in, and turns the WebSocket library's callbacks into calls of [WebSocketConnection] and
/// [DeviceTransportListener]. Nothing thrown leaves a callback.
final class DeviceWebSocketServer extends WebSocketAdapter implements SelectorLoop.Clients {
    /// In bytes. Small, so that a client that does not read fills the send queue, which is watched, and not megabytes in the kernel.
    private static final int SEND_BUFFER = 32 * 1024;
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(DeviceWebSocketServer.class);

    private final SelectorLoop loop;
    private final HandshakeServices services;
    private final Time time;
    private final ConnectionAcceptor connectionAcceptor;
    private final Set<HandshakeChannel> channels = ConcurrentHashMap.newKeySet();
    private final Set<WebSocketConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /// @param services with the port; only that for WebSocket admits anybody
    /// @param serverChannel bound and not yet accepting
    DeviceWebSocketServer(ServerSocketChannel serverChannel, HandshakeServices services, ConnectionAcceptor connectionAcceptor) throws IOException {
        this.services = services;
        time = services.time();
        this.connectionAcceptor = connectionAcceptor;
        loop = new SelectorLoop(serverChannel, services.port().name(), time, this);
    }

    void start() {
        loop.start();
    }

    @Override
    public void accepted(SocketChannel client, SelectionKey key) throws IOException {
        WebSocketImpl socket = new WebSocketImpl(this, List.of(new WebSocketFrameReader(time::nanos)));
        socket.setSelectionKey(key);
        key.attach(socket);
        socket.setChannel(handshakeChannel(client, key));
    }

    private HandshakeChannel handshakeChannel(SocketChannel client, SelectionKey key) throws IOException {
        if (closed) {
            throw new IOException("the server is closing");
        }
        InetSocketAddress remote = (InetSocketAddress) client.getRemoteAddress();
        if (!services.admission().reach().admits(remote.getAddress())) {
            // before it takes a place or a thread of others
            Thread.ofVirtual().start(() -> services.admission().outOfReach(services.port(), remote));
            throw new IOException("out of reach: " + remote.getAddress().getHostAddress());
        }
        switch (services.addressLimits().open(remote.getAddress())) {
            case AddressLimits.Exceeded exceeded -> {
                if (exceeded.tell()) {
                    Thread.ofVirtual().start(() -> services.admission().tooManyConnections(services.port(), remote, exceeded));
                }
                throw new IOException("too many connections from " + remote.getAddress().getHostAddress());
            }
            case AddressLimits.Slot slot -> {
                return handshakeChannel(client, key, slot);
            }
        }
    }

    private HandshakeChannel handshakeChannel(SocketChannel client, SelectionKey key, AddressLimits.Slot slot) throws IOException {
        try {
            client.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
            HandshakeChannel head = new HandshakeChannel(client, key, services, slot, this::upgraded, this::ended);
            channels.add(head);
            if (!client.isOpen()) {
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
    public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(WebSocket socket, Draft draft, ClientHandshake request) throws InvalidDataException {
        ServerHandshakeBuilder response = super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
        channel(socket).subprotocol().ifPresent(asked -> response.put("Sec-WebSocket-Protocol", asked));
        return response;
    }

    @Override
    public void onWebsocketOpen(WebSocket socket, Handshakedata request) {
        Handshake handshake = channel(socket).handshake().orElseThrow();
        WebSocketFrameReader reader = (WebSocketFrameReader) socket.getDraft();
        DeviceId deviceId = handshake.identity().deviceId();
        WebSocketConnection connection = new WebSocketConnection((WebSocketImpl) socket, deviceId, time, () -> dropIncomplete((WebSocketImpl) socket, reader),
            () -> services.admission().floodPauses().flooded(deviceId, handshake.remote().getAddress()));
        socket.setAttachment(connection);
        reader.attach(connection);
        connections.add(connection);
        try {
            connection.start(connectionAcceptor.accept(handshake, connection));
            // not before: it can be asked for a sign of life from now on
            services.admission().liveConnections().opened(handshake, connection);
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
            onWebsocketClose(socket, CloseFrame.ABNORMAL_CLOSE, "", true);
        }
    }

    @Override
    public void onWebsocketMessage(WebSocket socket, String text) {
        socket.<WebSocketConnection>getAttachment().text(text);
    }

    @Override
    public void onWebsocketMessage(WebSocket socket, ByteBuffer payload) {
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
    public void onWebsocketClose(WebSocket socket, int code, String reason, boolean remote) {
        WebSocketConnection connection = socket.getAttachment();
        if (connection != null) {
            connections.remove(connection);
            connection.libraryClosed(code, reason, remote);
        }
    }

    @Override
    public void onWebsocketError(WebSocket socket, Exception error) {
        FatalErrors.report(error);
        LOG.error("the WebSocket library failed", error);
    }

    @Override
    public void onWriteDemand(WebSocket socket) {
        WebSocketImpl library = (WebSocketImpl) socket;
        SelectionKey key = library.getSelectionKey();
        try {
            key.interestOpsOr(SelectionKey.OP_WRITE);
            key.selector().wakeup();
        } catch (CancelledKeyException _) {
            library.outQueue.clear();
        }
    }

    @Override
    public void onWebsocketClosing(WebSocket socket, int code, String reason, boolean remote) {}

    @Override
    public void onWebsocketCloseInitiated(WebSocket socket, int code, String reason) {}

    @Override
    public InetSocketAddress getLocalSocketAddress(WebSocket socket) {
        return (InetSocketAddress) socket(socket).getLocalSocketAddress();
    }

    @Override
    public InetSocketAddress getRemoteSocketAddress(WebSocket socket) {
        return (InetSocketAddress) socket(socket).getRemoteSocketAddress();
    }

    /// Whether the thread that every connection needs has ended although nobody closed the server.
    boolean broken() {
        return loop.broken();
    }

    /// Closes every connection in order, waits for that within a bound, cuts what is left and frees the port.
    void close() {
        closed = true;
        channels.stream().filter(channel -> !channel.upgraded()).forEach(HandshakeChannel::close);
        List<WebSocketConnection> open = List.copyOf(connections);
        open.forEach(connection -> connection.close(CloseFrame.GOING_AWAY, "server is closing"));
        time.await(CompletableFuture.allOf(open.stream().map(WebSocketConnection::ended).toArray(CompletableFuture[]::new)).thenApply(_ -> true), CLOSE_BOUND);
        List.copyOf(connections).forEach(WebSocketConnection::abort);
        loop.close();
        channels.forEach(HandshakeChannel::close);
    }

    private void ended(HandshakeChannel channel) {
        channels.remove(channel);
        channel.handshake().ifPresent(handshake -> services.admission().liveConnections().closed(handshake.attempt().number()));
    }

    /// The connection is read on the loop's thread from now on. It may have been closed before.
    private void upgraded(WebSocketImpl socket) {
        if (socket.getDraft() instanceof WebSocketFrameReader reader) {
            dropIncomplete(socket, reader);
        }
    }

    /// Drops what the reader of a connection keeps whose input ended, on the thread that reads it.
    private void dropIncomplete(WebSocketImpl socket, WebSocketFrameReader reader) {
        if (reader.keepsInput()) {
            loop.execute(() -> {
                if (channel(socket).upgraded()) {
                    reader.dropUnused();
                }
            });
        }
    }

    private static Socket socket(WebSocket connection) {
        return ((SocketChannel) ((WebSocketImpl) connection).getSelectionKey().channel()).socket();
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
