package earshot.server;

import module java.base;

/// One network interface that is up, with its addresses.
///
/// @param name for example `eth0`
/// @param addresses IPv4 only: devices understand no other
/// @param subnets all its addresses with their networks, IPv6 too
/// @param virtual whether it leads to containers or virtual machines on this computer
record NetworkCard(String name, List<String> addresses, List<Subnet> subnets, boolean loopback, boolean virtual) {
    NetworkCard(String name, List<String> addresses, boolean loopback, boolean virtual) {
        this(name, addresses, List.of(), loopback, virtual);
    }

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
        List<Subnet> subnets = card.getInterfaceAddresses().stream().map(own -> new Subnet(own.getAddress(), own.getNetworkPrefixLength())).toList();
        return new NetworkCard(card.getName(), addresses, subnets, loopback(card), inside);
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
