package earshot.server;

import module java.base;

import earshot.access.Reach;
import earshot.problem.ProblemReason;

/// Which addresses may talk to the server, on both ports and in both IP versions.
///
/// @param own the addresses of this computer with their networks, as they are now
record ReachRule(Supplier<Reach> reach, Supplier<List<Subnet>> own) {
    boolean admits(InetAddress client) {
        return switch (reach.get()) {
            case COMPUTER -> isThisComputer(client);
            case NETWORK -> isThisComputer(client) || client.isLinkLocalAddress() || isPrivate(client)
                || own.get().stream().anyMatch(subnet -> subnet.contains(client));
            case ANYWHERE -> true;
        };
    }

    /// Why a client that is not admitted is not, as the argument of a problem.
    String reason() {
        return (reach.get() == Reach.COMPUTER ? ProblemReason.REACH_COMPUTER : ProblemReason.REACH_NETWORK).toString();
    }

    private boolean isThisComputer(InetAddress client) {
        return client.isLoopbackAddress() || own.get().stream().anyMatch(subnet -> subnet.address().equals(client));
    }

    /// The private ranges of IPv4, and the unique local addresses of IPv6 (fc00::/7).
    private static boolean isPrivate(InetAddress client) {
        return client.isSiteLocalAddress() || client instanceof Inet6Address && (client.getAddress()[0] & 0xfe) == 0xfc;
    }
}
