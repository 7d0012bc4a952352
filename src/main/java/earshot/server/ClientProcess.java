package earshot.server;

import module java.base;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The process that holds the other end of a connection within this computer, as system programs report it: `netstat` on Windows, `lsof` elsewhere.
final class ClientProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ClientProcess.class);
    private static final boolean WINDOWS = File.separatorChar == '\\';
    /// Columns of `netstat`: protocol, own end, other end, state, and the process as the last one.
    private static final int OWN_END = 1;
    private static final int OTHER_END = 2;
    private static final int STATE = 3;

    private ClientProcess() {}

    /// Whether a process of this user holds it. False where it cannot be found out.
    static boolean isOfThisUser(InetSocketAddress client, InetSocketAddress here) {
        // lsof is asked for this user's connections only; ends of connections as numbers, a line for each
        List<String> command = WINDOWS ? List.of("netstat", "-ano")
            : List.of("lsof", "-nP", "-w", "-a", "-u", System.getProperty("user.name"), "-iTCP:" + client.getPort(), "-Fn");
        try {
            Process asked = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            asked.getOutputStream().close();
            try (Stream<String> lines = asked.inputReader().lines()) {
                return WINDOWS ? holder(lines, client, here).stream().anyMatch(ClientProcess::isOfThisUser) : lists(lines, client, here);
            } finally {
                asked.destroy();
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("who connects within this computer is unknown, so that a token is needed: {}", e.toString());
            return false;
        }
    }

    /// @param lines of `lsof -Fn`
    static boolean lists(Stream<String> lines, InetSocketAddress client, InetSocketAddress here) {
        return lines.filter(line -> line.startsWith("n")).map(line -> line.substring(1).split("->"))
            .anyMatch(ends -> ends.length == 2 && isAt(ends[0], client) && isAt(ends[1], here));
    }

    /// @param lines of `netstat -ano`, whose words are in the language of the system
    static OptionalLong holder(Stream<String> lines, InetSocketAddress client, InetSocketAddress here) {
        return lines.map(line -> List.of(line.strip().split("\\s+")))
            .filter(columns -> columns.size() > STATE + 1 && columns.getLast().matches("\\d{1,10}")
                && isAt(columns.get(OWN_END), client) && isAt(columns.get(OTHER_END), here))
            .mapToLong(columns -> Long.parseLong(columns.getLast())).findFirst();
    }

    /// Windows does not reveal whose process another user's is.
    private static boolean isOfThisUser(long process) {
        Optional<String> self = ProcessHandle.current().info().user();
        return self.isPresent() && ProcessHandle.of(process).flatMap(handle -> handle.info().user()).equals(self);
    }

    /// @param end an address, IPv6 in brackets, and a port; an IPv4 address may be written as IPv6
    private static boolean isAt(String end, InetSocketAddress address) {
        int colon = end.lastIndexOf(':');
        if (colon < 0 || !end.substring(colon + 1).equals(String.valueOf(address.getPort()))) {
            return false;
        }
        try {
            return InetAddress.ofLiteral(end.substring(0, colon).replaceAll("[\\[\\]]", "")).equals(address.getAddress());
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
