package earshot.cli;

import static earshot.data.JsonMappers.JSON;
import static java.nio.charset.StandardCharsets.UTF_8;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import earshot.data.Closeables;
import earshot.data.Digest;
import earshot.store.HomeDirectory;
import earshot.store.PrivateFiles;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets a second start hand its arguments to the console that is already running. Uses a UNIX domain socket in the home, so that only those
/// who may use the home can connect, and no port is taken.
record SingleInstance(ServerSocketChannel serverChannel, Path path) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SingleInstance.class);
    private static final String ACCEPTED = "taken";
    private static final int MOST_BYTES = 64 * 1024;
    // the path of a UNIX domain socket may have some 100 bytes on every system
    private static final int LONGEST_PATH = 100;
    private static final Duration PEER_LIMIT = Duration.ofSeconds(2);
    private static final Duration OWNER_LIMIT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int ATTEMPTS = 30;

    /// Opens the socket. Call only as the owner of the home.
    ///
    /// @param argumentsListener gets the arguments of each later start, on a virtual thread
    static SingleInstance listen(HomeDirectory home, Time time, Consumer<List<String>> argumentsListener) throws IOException {
        Path path = path(home);
        if (!path.getParent().equals(home.path())) {
            PrivateFiles.createDirectories(path.getParent());
            PrivateFiles.restrict(path.getParent());
            if (!Files.getOwner(path.getParent()).equals(Files.getOwner(home.path()))) {
                throw new FileSystemException(path.getParent().toString(), null, "it belongs to another user");
            }
        }
        // left by an owner that was killed
        Files.deleteIfExists(path);
        ServerSocketChannel serverChannel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            serverChannel.bind(UnixDomainSocketAddress.of(path));
            PrivateFiles.restrict(path);
        } catch (IOException e) {
            serverChannel.close();
            throw e;
        }
        Thread.ofVirtual().name("hand-over").start(() -> {
            while (serverChannel.isOpen()) {
                try {
                    SocketChannel peer = serverChannel.accept();
                    Thread.ofVirtual().name("hand-over-peer").start(() -> receive(peer, time, argumentsListener));
                } catch (IOException e) {
                    // closed, usually by this process
                    return;
                }
            }
        });
        return new SingleInstance(serverChannel, path);
    }

    /// Hands `arguments` to the owner of the home. Waits up to some seconds: the owner may just be starting.
    /// @return whether the owner accepted them; false when it has no window or does not answer
    static boolean handOverToOwner(HomeDirectory home, Time time, List<String> arguments) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try (SocketChannel owner = SocketChannel.open(UnixDomainSocketAddress.of(path(home)))) {
                Time.Timer limit = time.after(OWNER_LIMIT, () -> Closeables.closeQuietly(owner));
                try {
                    owner.write(UTF_8.encode(JSON.writeValueAsString(arguments) + "\n"));
                    return line(owner).equals(ACCEPTED);
                } finally {
                    limit.cancel();
                }
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            } catch (IOException notThereYet) {
                time.sleep(PAUSE);
            }
        }
        return false;
    }

    @Override
    public void close() {
        try {
            serverChannel.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("the socket for later starts could not be closed: {}", e.toString());
        }
    }

    private static void receive(SocketChannel peer, Time time, Consumer<List<String>> argumentsListener) {
        Time.Timer limit = time.after(PEER_LIMIT, () -> Closeables.closeQuietly(peer));
        try (peer) {
            argumentsListener.accept(JSON.readerForListOf(String.class).readValue(line(peer)));
            peer.write(UTF_8.encode(ACCEPTED + "\n"));
        } catch (IOException e) {
            LOG.warn("a later start could not hand its arguments over: {}", e.toString());
        } finally {
            limit.cancel();
        }
    }

    private static String line(SocketChannel peer) throws IOException {
        var in = Channels.newInputStream(peer);
        ByteBuffer line = ByteBuffer.allocate(MOST_BYTES);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || !line.hasRemaining()) {
                throw new IOException(next < 0 ? "the line ended early" : "the line is too long");
            }
            line.put((byte) next);
        }
        return UTF_8.decode(line.flip()).toString();
    }

    private static Path path(HomeDirectory home) {
        Path inHome = home.path().resolve("socket");
        if (inHome.toString().getBytes(UTF_8).length <= LONGEST_PATH) {
            return inHome;
        }
        // in a directory that nobody else may enter: between its creation and the next call a socket is open to all
        return Path.of(System.getProperty("java.io.tmpdir"), "earshot-" + Digest.of(home.path().toString(), 16), "socket");
    }
}
