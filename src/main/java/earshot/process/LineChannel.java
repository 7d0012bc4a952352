package earshot.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import module java.base;

import earshot.store.HomeDirectory;
import earshot.store.PrivateFiles;

/// Lines of text over a UNIX domain socket in the home. Blocks, so that it is for virtual threads and the main thread.
public record LineChannel(SocketChannel channel) implements AutoCloseable {
    private static final int MOST_BYTES = 64 * 1024;

    /// Listens at a [socket of the home][HomeDirectory#socket] that only this user may connect to; what an earlier process left there is replaced.
    public static ServerSocketChannel listen(HomeDirectory home, Path path) throws IOException {
        if (!path.getParent().equals(home.path())) {
            PrivateFiles.createDirectories(path.getParent());
            PrivateFiles.restrict(path.getParent());
            if (!Files.getOwner(path.getParent()).equals(Files.getOwner(home.path()))) {
                throw new FileSystemException(path.getParent().toString(), null, "it belongs to another user");
            }
        }
        Files.deleteIfExists(path);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path));
            PrivateFiles.restrict(path);
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    public static LineChannel connect(Path path) throws IOException {
        return new LineChannel(SocketChannel.open(UnixDomainSocketAddress.of(path)));
    }

    public void write(String line) throws IOException {
        ByteBuffer bytes = UTF_8.encode(line + "\n");
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// @throws IOException also when the other end has closed, or the line is longer than 64 KB
    public String read() throws IOException {
        var in = Channels.newInputStream(channel);
        ByteBuffer line = ByteBuffer.allocate(MOST_BYTES);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || !line.hasRemaining()) {
                throw new IOException(next < 0 ? "the line ended early" : "the line is too long");
            }
            line.put((byte) next);
        }
        return UTF_8.decode(line.flip()).toString();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
