package earshot.server;

import module java.base;

/// One network interface that is up, with its addresses.
///
/// @param name for example `eth0`
/// @param addresses IPv4 only: devices understand no other
/// @param virtual whether it leads to containers or virtual machines on this computer
record NetworkCard(String name, List<String> addresses, boolean loopback, boolean virtual) {
    /// The cards of this computer now.
    static List<NetworkCard> all() {
        try {
            return NetworkInterface.networkInterfaces().filter(NetworkCard::up).map(NetworkCard::of).toList();
        } catch (SocketException e) {
            return List.of(new NetworkCard("lo", List.of("127.0.0.1"), true, false));
        }
    }

    private static NetworkCard of(NetworkInterface card) {
        List<String> addresses = card.inetAddresses().filter(Inet4Address.class::isInstance).map(InetAddress::getHostAddress).sorted().toList();
        boolean inside = card.isVirtual() || card.getName().matches("(docker|br-|veth|virbr|vmnet|vboxnet|tun|tap|zt|utun).*");
        return new NetworkCard(card.getName(), addresses, loopback(card), inside);
    }

    private static boolean up(NetworkInterface card) {
        try {
            return card.isUp();
        } catch (SocketException e) {
            return false;
        }
    }

    private static boolean loopback(NetworkInterface card) {
        try {
            return card.isLoopback();
        } catch (SocketException e) {
            return false;
        }
    }
}
