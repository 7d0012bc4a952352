package earshot.server;

import module java.base;

import earshot.time.Time;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the network cards and lists the addresses of the server: that of the default route first, then other networks, VPN, virtual cards, loopback.
final class ServerAddressMonitor {
    static final Duration CHECK_PERIOD = Duration.ofSeconds(4);
    private static final Logger LOG = LoggerFactory.getLogger(ServerAddressMonitor.class);

    private static final NetworkCard UNKNOWN = new NetworkCard("", List.of(), List.of(), false, ServerAddress.Link.NETWORK, false);

    private final Supplier<List<NetworkCard>> cards;
    private final Supplier<ServerSettings> settings;
    private final int port;
    private final int httpPort;
    private final MutableWatch<List<ServerAddress>> addresses;
    private volatile List<Subnet> subnets = List.of();
    /// Timer ticks not served yet. A running check repeats when one came meanwhile, because waiting for the next tick would be too late.
    private final AtomicInteger ticks = new AtomicInteger();
    private final Time.Timer timer;

    ServerAddressMonitor(Time time, Supplier<List<NetworkCard>> cards, Supplier<ServerSettings> settings, int port, int httpPort) {
        this.cards = cards;
        this.settings = settings;
        this.port = port;
        this.httpPort = httpPort;
        addresses = new MutableWatch<>(findAddresses());
        timer = time.every(CHECK_PERIOD, this::refresh);
    }

    Watch<List<ServerAddress>> watch() {
        return addresses;
    }

    /// The addresses of this computer with their networks.
    List<Subnet> subnets() {
        return subnets;
    }

    /// Whether an address is one of this computer's, as far as its cards can be read.
    boolean present(InetAddress address) {
        List<Subnet> now = subnets;
        return address.isLoopbackAddress() || now.isEmpty() || now.stream().map(Subnet::address).anyMatch(address::equals);
    }

    void close() {
        timer.cancel();
    }

    /// Runs on its own thread, because listing the network cards may take long and the timer thread must not wait.
    private void refresh() {
        if (ticks.getAndIncrement() == 0) {
            Thread.ofVirtual().name("addresses").start(() -> {
                int seen;
                do {
                    seen = ticks.get();
                    try {
                        addresses.set(findAddresses());
                    } catch (RuntimeException e) {
                        LOG.warn("network cards could not be read: {}", e.toString());
                    }
                } while (!ticks.compareAndSet(seen, 0));
            });
        }
    }

    private List<ServerAddress> findAddresses() {
        ServerSettings server = settings.get();
        List<ServerAddress> found = new ArrayList<>();
        List<NetworkCard> present = cards.get();
        subnets = present.stream().flatMap(card -> card.subnets().stream()).toList();
        present.stream()
            .sorted(Comparator.comparing(NetworkCard::loopback).thenComparing(NetworkCard::link)
                .thenComparing(NetworkCard::defaultRoute, Comparator.reverseOrder()).thenComparing(NetworkCard::name))
            .forEach(card -> card.addresses().stream()
                .filter(host -> everywhere(server.host()) || host.equals(server.host()) || card.loopback() && server.host().equals("localhost"))
                .sorted(Comparator.comparing(host -> host.startsWith("169.254.")))
                .forEach(host -> found.add(address(card, host))));
        server.advertiseIp().ifPresent(advertised -> {
            found.removeIf(address -> !address.loopback());
            found.addFirst(address(UNKNOWN, advertised));
        });
        if (found.isEmpty() && !everywhere(server.host())) {
            found.add(bound(present, server.host()));
        }
        return List.copyOf(found);
    }

    /// A name, or an address of IPv6: cards do not list those.
    private ServerAddress bound(List<NetworkCard> present, String host) {
        if (!host.contains(":")) {
            return address(UNKNOWN, host);
        }
        Optional<InetAddress> literal = literal(host);
        NetworkCard card = present.stream().filter(one -> one.subnets().stream().map(Subnet::address).anyMatch(own -> literal.filter(own::equals).isPresent()))
            .findFirst().orElse(UNKNOWN);
        return address(card, "[" + host + "]");
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private ServerAddress address(NetworkCard card, String host) {
        return new ServerAddress(card.name(), host, card.loopback(), card.link(), card.maker(), "ws://" + host + ":" + port + "/xiaozhi/v1/",
            "ws://" + host + ":" + port + "/supie/v1/",
            "http://" + host + ":" + httpPort + "/xiaozhi/ota/");
    }

    private static boolean everywhere(String host) {
        return host.equals("0.0.0.0") || host.equals("::") || host.isEmpty();
    }
}
