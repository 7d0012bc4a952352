package earshot.server;

import module java.base;

/// An address of this computer with the network that it is in.
///
/// @param prefix number of leading bits that all addresses of the network share; 0 where the system does not say, which means this address alone
record Subnet(InetAddress address, int prefix) {
    boolean contains(InetAddress other) {
        byte[] own = address.getAddress();
        byte[] given = other.getAddress();
        int bits = prefix <= 0 || prefix > own.length * 8 ? own.length * 8 : prefix;
        if (own.length != given.length) {
            return false;
        }
        int rest = bits % 8;
        int mask = rest == 0 ? 0 : 0xff << 8 - rest & 0xff;
        return Arrays.equals(own, 0, bits / 8, given, 0, bits / 8) && (rest == 0 || (own[bits / 8] & mask) == (given[bits / 8] & mask));
    }
}
