package earshot.server;

import earshot.data.Closeables;
import earshot.time.Time;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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

/// The WebSocket library's server: turns its callbacks into calls of [Line] and [Receiver]. Nothing thrown leaves a callback.
final class WebSocketDoor extends WebSocketServer {
    /// How many connections may be without a complete request; more are dropped.
    static final int MOST_UNFINISHED = 1000;
    /// In bytes. Small, so that a peer that does not read fills the send queue, which is watched, and not megabytes in the kernel.
    private static final int SEND_BUFFER = 32 * 1024;
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(2);
    private static final int STOP_MILLIS = 2000;
    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketDoor.class);

    private final ServerSocketChannel listening;
    private final Time time;
    private final Arrivals arrivals;
    private final Set<HeadChannel> channels = ConcurrentHashMap.newKeySet();
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /// @param listening bound and not yet accepting
    WebSocketDoor(ServerSocketChannel listening, Entrance entrance, Pages pages, Arrivals arrivals, Time time) {
        super(listening);
        this.listening = listening;
        this.time = time;
        this.arrivals = arrivals;
        setDaemon(true);
        setTcpNoDelay(true);
        setReuseAddr(true);
        setConnectionLostTimeout(0);
        setWebSocketFactory(new Channels(entrance, pages));
    }

    private final class Channels implements WebSocketServerFactory {
        private final Entrance entrance;
        private final Pages pages;

        Channels(Entrance entrance, Pages pages) {
            this.entrance = entrance;
            this.pages = pages;
        }

        @Override
        public WebSocketImpl createWebSocket(WebSocketAdapter adapter, Draft draft) {
            return createWebSocket(adapter, List.of(draft));
        }

        @Override
        public WebSocketImpl createWebSocket(WebSocketAdapter adapter, List<Draft> drafts) {
            return new WebSocketImpl(adapter, List.of(new FrameDraft(time::nanos)));
        }

        @Override
        public HeadChannel wrapChannel(SocketChannel channel, SelectionKey key) throws IOException {
            if (closed || channels.size() - lines.size() > MOST_UNFINISHED) {
                channel.close();
                throw new IOException("too many unfinished connections");
            }
            try {
                channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
                HeadChannel head = new HeadChannel(channel, key, entrance, pages, channels::remove, time);
                channels.add(head);
                return head;
            } catch (RuntimeException e) {
                throw new IOException(e);
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
        Line line = new Line((WebSocketImpl) socket, handshake.identity().deviceId(), time);
        socket.setAttachment(line);
        ((FrameDraft) socket.getDraft()).attach(line);
        lines.add(line);
        try {
            line.start(arrivals.arrived(handshake, line));
            if (closed) {
                line.close(CloseFrame.GOING_AWAY, "server is closing");
            }
        } catch (Throwable e) {
            LOG.error("a connection could not be taken in", e);
            line.start(Nobody.NOBODY);
            line.close(CloseFrame.UNEXPECTED_CONDITION, "internal error");
        }
        // the library answers 101 before it counts the connection as open: a peer that hangs up in between is never reported
        if (!channel(socket).isOpen()) {
            onClose(socket, CloseFrame.ABNORMAL_CLOSE, "", true);
        }
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
        socket.<Line>getAttachment().text(text);
    }

    @Override
    public void onMessage(WebSocket socket, ByteBuffer payload) {
        socket.<Line>getAttachment().binary(payload);
    }

    @Override
    public void onWebsocketPing(WebSocket socket, Framedata frame) {
        if (socket.<Line>getAttachment().mayAnswer()) {
            super.onWebsocketPing(socket, frame);
        }
    }

    @Override
    public void onWebsocketPong(WebSocket socket, Framedata frame) {
        socket.<Line>getAttachment().pong(frame.getPayloadData());
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
        Line line = socket.getAttachment();
        if (line != null) {
            lines.remove(line);
            line.libraryClosed(code, reason, remote);
        }
    }

    @Override
    public void onError(WebSocket socket, Exception error) {
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
            for (SocketChannel peer = listening.accept(); peer != null; peer = listening.accept()) {
                accepted(peer, key.selector());
            }
            return true;
        } catch (IOException e) {
            LOG.error("nobody can connect for now, trying again in {} ms: {}", ACCEPT_PAUSE.toMillis(), e.toString());
            time.after(ACCEPT_PAUSE, () -> acceptAgain(key.selector()));
            return false;
        }
    }

    private void accepted(SocketChannel peer, Selector selector) {
        try {
            peer.configureBlocking(false);
            peer.setOption(StandardSocketOptions.TCP_NODELAY, true);
            WebSocketFactory factory = getWebSocketFactory();
            WebSocketImpl socket = (WebSocketImpl) factory.createWebSocket(this, List.of());
            socket.setSelectionKey(peer.register(selector, SelectionKey.OP_READ, socket));
            socket.setChannel(((Channels) factory).wrapChannel(peer, socket.getSelectionKey()));
            allocateBuffers(socket);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.info("a connection was lost while it was accepted: {}", e.toString());
            Closeables.closeQuietly(peer);
        }
    }

    private void acceptAgain(Selector selector) {
        try {
            if (!closed) {
                listening.register(selector, SelectionKey.OP_ACCEPT);
                selector.wakeup();
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("the door stays shut", e);
        }
    }

    /// Closes every connection in order, waits for that within a bound, cuts what is left and frees the port.
    void close() {
        closed = true;
        channels.stream().filter(channel -> !channel.upgraded()).forEach(HeadChannel::close);
        List<Line> leaving = List.copyOf(lines);
        leaving.forEach(line -> line.close(CloseFrame.GOING_AWAY, "server is closing"));
        time.await(CompletableFuture.allOf(leaving.stream().map(Line::ended).toArray(CompletableFuture[]::new)).thenApply(_ -> true), CLOSE_BOUND);
        List.copyOf(lines).forEach(Line::cut);
        try {
            stop(STOP_MILLIS);
            listening.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("closing the door failed: {}", e.toString());
        }
        channels.forEach(HeadChannel::close);
    }

    private static HeadChannel channel(WebSocket socket) {
        return (HeadChannel) ((WebSocketImpl) socket).getChannel();
    }

    /// The receiver of a connection that could not be accepted: ignores everything.
    private enum Nobody implements Receiver {
        NOBODY;

        @Override
        public void text(String text, long arrivalNanos) {}

        @Override
        public void binary(byte[] frame, long arrivalNanos) {}

        @Override
        public void pong(long roundTripNanos) {}

        @Override
        public void closed(Closing closing) {}
    }
}
