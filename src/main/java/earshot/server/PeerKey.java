package earshot.server;

import module java.base;

/// Under which address a peer counts where one peer may have many: this computer has all loopback addresses, and whoever has one IPv6 address
/// has the 2^64 of its network.
final class PeerKey {
    private static final int NETWORK_BYTES = 8;

    private PeerKey() {}

    static InetAddress of(InetAddress peer) {
        if (peer.isLoopbackAddress()) {
            return InetAddress.getLoopbackAddress();
        }
        if (!(peer instanceof Inet6Address)) {
            return peer;
        }
        byte[] bytes = peer.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
