package earshot.server;

import module java.base;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the other end of a connection within this computer belongs to the user of this process. Linux has a table of users; other systems are asked which
/// process holds it ([ClientProcess]).
final class LocalClient {
    private static final Logger LOG = LoggerFactory.getLogger(LocalClient.class);
    private static final List<Path> CONNECTIONS = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final Path SELF = Path.of("/proc/self");
    private static final int ROOT = 0;
    /// Columns of a line.
    private static final int OWN_END = 1;
    private static final int OTHER_END = 2;
    private static final int USER = 7;

    private LocalClient() {}

    /// Whether the client belongs to the user of this process or to root, who may read everything anyway. False where the system does not
    /// tell: a token is needed then. May wait for a program of the system.
    static boolean isOfThisUser(InetSocketAddress client, InetSocketAddress here) {
        if (!Files.isReadable(CONNECTIONS.getFirst())) {
            return ClientProcess.isOfThisUser(client, here);
        }
        try {
            int self = (int) Files.getAttribute(SELF, "unix:uid");
            for (Path file : CONNECTIONS) {
                if (Files.isReadable(file)) {
                    try (Stream<String> lines = Files.lines(file)) {
                        OptionalInt user = user(lines, client, here);
                        if (user.isPresent()) {
                            return user.getAsInt() == self || user.getAsInt() == ROOT;
                        }
                    }
                }
            }
            return false;
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("the connections of this computer cannot be read: {}", e.toString());
            return false;
        }
    }

    /// @param lines as in `/proc/net/tcp`
    static OptionalInt user(Stream<String> lines, InetSocketAddress client, InetSocketAddress here) {
        Set<String> own = ends(client);
        Set<String> other = ends(here);
        return lines.map(line -> line.strip().split("\\s+"))
            .filter(columns -> columns.length > USER && own.contains(columns[OWN_END]) && other.contains(columns[OTHER_END]))
            .mapToInt(columns -> Integer.parseUnsignedInt(columns[USER])).findFirst();
    }

    /// An end of a connection as Linux writes it: its address in words of the machine's order, its port; for IPv4 also as IPv6.
    private static Set<String> ends(InetSocketAddress end) {
        byte[] address = end.getAddress().getAddress();
        String port = ":%04X".formatted(end.getPort());
        return address.length > 4 ? Set.of(words(address) + port)
            : Set.of(words(address) + port, "0".repeat(16) + words(new byte[] {0, 0, (byte) 0xff, (byte) 0xff}) + words(address) + port);
    }

    private static String words(byte[] address) {
        IntBuffer words = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder()).asIntBuffer();
        StringBuilder text = new StringBuilder();
        while (words.hasRemaining()) {
            text.append("%08X".formatted(words.get()));
        }
        return text.toString();
    }
}
