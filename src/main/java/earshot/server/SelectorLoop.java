package earshot.server;

import module java.base;

import earshot.data.Closeables;
import earshot.problem.FatalErrors;
import earshot.time.Time;
import org.java_websocket.SocketChannelIOHelper;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.WrappedByteChannel;
import org.java_websocket.framing.CloseFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that accepts, reads and writes for all clients of a port. What is read is decoded at once, on this thread: handing it to
/// another one costs more than the decoding. Nothing thrown ends it.
final class SelectorLoop {
    /// In bytes, what is read of a connection at a time.
    private static final int BUFFER = 64 * 1024;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);
    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(SelectorLoop.class);

    private final ServerSocketChannel serverChannel;
    private final Time time;
    private final Clients clients;
    private final Selector selector;
    private final SelectionKey acceptKey;
    private final Thread thread;
    private final ByteBuffer input = ByteBuffer.allocate(BUFFER);
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private volatile boolean closed;

    /// Makes the connections of clients. Called on the loop's thread.
    interface Clients {
        /// @param key attached to the connection, which reads nothing before this returns
        /// @throws IOException when the client is not let in; its socket is closed then
        void accepted(SocketChannel client, SelectionKey key) throws IOException;
    }

    /// @param serverChannel bound and not yet accepting
    SelectorLoop(ServerSocketChannel serverChannel, String name, Time time, Clients clients) throws IOException {
        this.serverChannel = serverChannel;
        this.time = time;
        this.clients = clients;
        serverChannel.configureBlocking(false);
        selector = Selector.open();
        acceptKey = serverChannel.register(selector, SelectionKey.OP_ACCEPT);
        thread = Thread.ofPlatform().daemon().name("WebSocketSelector-" + name).unstarted(this::run);
    }

    void start() {
        thread.start();
        LOG.debug("accepting on port {}", serverChannel.socket().getLocalPort());
    }

    /// Runs a short task on the loop's thread, in order. Any thread.
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /// Whether the thread has ended although nobody closed it.
    boolean broken() {
        return ended.isDone() && !closed;
    }

    /// Ends the thread and frees the port. Must not be called on the loop's thread.
    void close() {
        closed = true;
        selector.wakeup();
        time.await(ended, STOP_LIMIT);
        Closeables.closeQuietly(serverChannel);
    }

    private void run() {
        try {
            while (!closed && !Thread.interrupted()) {
                selector.select(this::ready);
                runTasks();
            }
        } catch (Throwable e) {
            FatalErrors.report(e);
            LOG.error("the sockets of a port are not read any more", e);
        } finally {
            // the port, and those who would wait for an answer forever
            selector.keys().forEach(key -> Closeables.closeQuietly(key.channel()));
            Closeables.closeQuietly(selector);
            ended.complete(true);
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            try {
                task.run();
            } catch (Throwable e) {
                FatalErrors.report(e);
                LOG.error("a task on the thread of the sockets failed", e);
            }
        }
    }

    private void ready(SelectionKey key) {
        if (key == acceptKey) {
            acceptAll();
            return;
        }
        WebSocketImpl socket = (WebSocketImpl) key.attachment();
        try {
            if (key.isReadable() && SocketChannelIOHelper.read(input, socket, socket.getChannel()) && input.hasRemaining()) {
                socket.decode(input);
            }
            if (key.isValid() && key.isWritable()) {
                write(socket, key);
            }
        } catch (CancelledKeyException _) {
            LOG.trace("closed by another thread");
        } catch (IOException e) {
            socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, e.getMessage());
        } catch (Throwable e) {
            FatalErrors.report(e);
            LOG.error("a connection could not be served", e);
            socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, "internal error");
        }
    }

    /// Who queues something switches writing on after it; so what is queued while it is switched off here is looked for after that.
    private static void write(WebSocketImpl socket, SelectionKey key) throws IOException {
        WrappedByteChannel channel = (WrappedByteChannel) socket.getChannel();
        if (SocketChannelIOHelper.batch(socket, channel)) {
            key.interestOpsAnd(~SelectionKey.OP_WRITE);
            if (!socket.outQueue.isEmpty() || channel.isNeedWrite()) {
                key.interestOpsOr(SelectionKey.OP_WRITE);
            }
        }
    }

    /// One that cannot be accepted, for example because file descriptors ran out, keeps no other from being accepted later.
    private void acceptAll() {
        try {
            for (SocketChannel client = serverChannel.accept(); client != null; client = serverChannel.accept()) {
                accept(client);
            }
        } catch (IOException e) {
            LOG.error("accepting connections failed, trying again in {} ms: {}", ACCEPT_PAUSE.toMillis(), e.toString());
            acceptKey.interestOps(0);
            time.after(ACCEPT_PAUSE, () -> execute(this::acceptAgain));
        }
    }

    private void acceptAgain() {
        if (acceptKey.isValid()) {
            acceptKey.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    private void accept(SocketChannel client) {
        try {
            client.configureBlocking(false);
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            clients.accepted(client, client.register(selector, SelectionKey.OP_READ));
        } catch (Throwable e) {
            FatalErrors.report(e);
            LOG.debug("a connection was lost while it was accepted: {}", e.toString());
            Closeables.closeQuietly(client);
        }
    }
}
