package earshot.server;

import module java.base;

import earshot.data.LetterCase;
import earshot.server.ServerAddress.Link;

/// One network interface that is up, with its addresses.
///
/// @param name for example `eth0`
/// @param addresses IPv4 only: devices understand no other
/// @param subnets all its addresses with their networks, IPv6 too
/// @param link what it leads to
/// @param defaultRoute whether this computer reaches the rest of the world by it
/// @param maker what made it, for people; blank for a real one, and where its name does not show it
record NetworkCard(String name, List<String> addresses, List<Subnet> subnets, boolean loopback, Link link, boolean defaultRoute, String maker) {
    /// By their names and the names of their drivers, the more special ones first.
    private static final Map<String, Pattern> MAKERS = makers("Docker", "docker.*|br-.*|veth.*|.*docker.*", "WSL", ".*wsl.*", "Hyper-V",
        "vethernet.*|hns.*|.*hyper-v.*", "VMware", "vmnet.*|.*vmware.*", "VirtualBox", "vboxnet.*|.*virtualbox.*",
        "Parallels", ".*parallels.*", "libvirt", "virbr.*", "Podman", "podman.*", "Kubernetes", "cni.*|flannel.*|cali.*|kube.*", "LXC", "lxc.*|lxd.*|incus.*",
        "Tailscale", ".*tailscale.*|ts\\d.*", "WireGuard", "wg.*|.*wireguard.*",
        "ZeroTier", "zt.*|.*zerotier.*", "OpenVPN", "tap.*|.*openvpn.*|.*tap-windows.*", "Clash", "clash.*|meta|mihomo.*|.*clash.*|.*meta tunnel.*", "macOS",
        "bridge1\\d\\d|awdl.*|llw.*|anpi.*");
    private static final Pattern VPN = Pattern.compile(
        "(tun|tap|utun|wg|zt|ppp|ipsec|tailscale|ts\\d|nordlynx|proton|clash|meta$|mihomo|sing).*"
            + "|.*(tailscale|wireguard|wintun|tap-windows|zerotier|openvpn|vpn|clash|meta tunnel).*");
    private static final Pattern VIRTUAL = Pattern.compile(
        "(docker|br-|veth|virbr|vmnet|vmenet|vboxnet|vethernet|cni|flannel|cali|podman|lxc|lxd"
            + "|incus|bridge1\\d\\d|awdl|llw|anpi|kube|hns).*"
            + "|.*(vmware|virtualbox|hyper-v|wsl|host-only|docker|parallels).*");
    /// The program that fakes addresses for names uses this range, see RFC 2544.
    private static final Subnet FAKE_ADDRESSES = subnet("198.18.0.0", 15);
    /// Tailscale and some mobile networks, see RFC 6598.
    private static final Subnet SHARED_ADDRESSES = subnet("100.64.0.0", 10);
    /// Any address of the internet will do: connecting a datagram socket chooses a route and sends nothing.
    private static final InetSocketAddress FAR = new InetSocketAddress(address("203.0.113.1"), 9);

    NetworkCard(String name, List<String> addresses, List<Subnet> subnets, boolean loopback, Link link, boolean defaultRoute) {
        this(name, addresses, subnets, loopback, link, defaultRoute, "");
    }

    private static Map<String, Pattern> makers(String... namesAndPatterns) {
        Map<String, Pattern> makers = new LinkedHashMap<>();
        for (int i = 0; i < namesAndPatterns.length; i += 2) {
            makers.put(namesAndPatterns[i], Pattern.compile(namesAndPatterns[i + 1]));
        }
        return makers;
    }

    /// The cards of this computer now.
    static List<NetworkCard> all() {
        Optional<InetAddress> own = routedAddress();
        try {
            return NetworkInterface.networkInterfaces().filter(NetworkCard::up).map(card -> of(card, own)).toList();
        } catch (SocketException _) {
            return List.of(new NetworkCard("lo", List.of("127.0.0.1"), List.of(), true, Link.NETWORK, false));
        }
    }

    /// What a card leads to, by its names and addresses.
    ///
    /// @param displayName on Windows the name of its driver
    static Link link(String name, String displayName, List<String> addresses) {
        List<String> lower = Stream.of(name, displayName).map(LetterCase::lower).toList();
        if (lower.stream().anyMatch(VIRTUAL.asMatchPredicate())) {
            return Link.VIRTUAL;
        }
        boolean tunnel = lower.stream().anyMatch(VPN.asMatchPredicate())
            || !addresses.isEmpty()
                && addresses.stream().map(NetworkCard::address).allMatch(own -> FAKE_ADDRESSES.contains(own) || SHARED_ADDRESSES.contains(own));
        return tunnel ? Link.VPN : Link.NETWORK;
    }

    /// What made a virtual card or a tunnel, by its names, or else by a range of addresses that has one use.
    static String maker(Link link, String name, String displayName, List<String> addresses) {
        if (link == Link.NETWORK) {
            return "";
        }
        List<String> lower = Stream.of(name, displayName).map(LetterCase::lower).toList();
        return MAKERS.entrySet().stream().filter(maker -> lower.stream().anyMatch(maker.getValue().asMatchPredicate())).map(Map.Entry::getKey).findFirst()
            .orElseGet(() -> {
            List<InetAddress> own = addresses.stream().map(NetworkCard::address).toList();
            return own.stream().anyMatch(FAKE_ADDRESSES::contains) ? "198.18.0.0/15" : own.stream().anyMatch(SHARED_ADDRESSES::contains) ? "100.64.0.0/10" : "";
        });
    }

    private static NetworkCard of(NetworkInterface card, Optional<InetAddress> routed) {
        List<String> addresses = card.inetAddresses().filter(Inet4Address.class::isInstance).map(InetAddress::getHostAddress).sorted().toList();
        String display = String.valueOf(card.getDisplayName());
        Link link = card.isVirtual() ? Link.VIRTUAL : link(card.getName(), display, addresses);
        List<Subnet> subnets = card.getInterfaceAddresses().stream().map(own -> new Subnet(own.getAddress(), own.getNetworkPrefixLength())).toList();
        boolean first = routed.filter(own -> card.inetAddresses().anyMatch(own::equals)).isPresent();
        return new NetworkCard(card.getName(), addresses, subnets, loopback(card), link, first, maker(link, card.getName(), display, addresses));
    }

    /// The own address from which the internet is reached; empty without a network.
    private static Optional<InetAddress> routedAddress() {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(FAR);
            return Optional.of(socket.getLocalAddress()).filter(own -> !own.isAnyLocalAddress());
        } catch (IOException | UncheckedIOException _) {
            return Optional.empty();
        }
    }

    private static Subnet subnet(String host, int prefix) {
        return new Subnet(address(host), prefix);
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    private static boolean up(NetworkInterface card) {
        try {
            return card.isUp();
        } catch (SocketException _) {
            return false;
        }
    }

    private static boolean loopback(NetworkInterface card) {
        try {
            return card.isLoopback();
        } catch (SocketException _) {
            return false;
        }
    }
}
