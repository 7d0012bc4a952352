package earshot.server;

import module java.base;

/// Under which address a client counts where one client may have many: this computer has all loopback addresses, and whoever has one IPv6 address
/// has the 2^64 of its network.
final class AddressKey {
    private static final int NETWORK_BYTES = 8;

    private AddressKey() {}

    static InetAddress of(InetAddress client) {
        if (client.isLoopbackAddress()) {
            return InetAddress.getLoopbackAddress();
        }
        if (!(client instanceof Inet6Address)) {
            return client;
        }
        byte[] bytes = client.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
