package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which addresses a person is told to type into a device.
class ServerAddressesTest {
    private static final NetworkCard LOOPBACK = new NetworkCard("lo", List.of("127.0.0.1"), List.of(), true, ServerAddress.Link.NETWORK, false);
    private static final NetworkCard CABLE = new NetworkCard("eth0", List.of("169.254.7.7", "192.168.1.5"), List.of(), false, ServerAddress.Link.NETWORK,
        false);
    private static final NetworkCard WIRELESS = new NetworkCard("wlan0", List.of("10.0.0.9"), List.of(), false, ServerAddress.Link.NETWORK, false);
    private static final NetworkCard BRIDGE = new NetworkCard("docker0", List.of("172.17.0.1"), List.of(), false, ServerAddress.Link.VIRTUAL, false);

    private final TimeFake time = new TimeFake();
    private volatile List<NetworkCard> cards = List.of(LOOPBACK, BRIDGE, WIRELESS, CABLE);

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", ""})
    void theAddressMostLikelyReachableIsFirstAndLoopbackLast(String host) {
        assertThat(addresses(host, Optional.empty())).extracting(ServerAddress::host).containsExactly("192.168.1.5", "169.254.7.7", "10.0.0.9", "172.17.0.1",
            "127.0.0.1");
        assertThat(addresses(host, Optional.empty())).extracting(ServerAddress::loopback).containsExactly(false, false, false, false, true);
    }

    @Test
    void theDefaultRouteComesFirstThenOtherNetworksThenVpnThenVirtualCards() {
        NetworkCard routed = new NetworkCard("wlan0", List.of("10.0.0.9"), List.of(), false, ServerAddress.Link.NETWORK, true);
        // a VPN may have taken the default route: devices are not in it
        NetworkCard tunnel = new NetworkCard("utun4", List.of("198.18.0.1"), List.of(), false, ServerAddress.Link.VPN, true);
        cards = List.of(LOOPBACK, BRIDGE, tunnel, CABLE, routed);
        assertThat(addresses("0.0.0.0", Optional.empty())).extracting(ServerAddress::card).containsExactly("wlan0", "eth0", "eth0", "utun4", "docker0", "lo");
        assertThat(addresses("0.0.0.0", Optional.empty())).extracting(ServerAddress::link).endsWith(ServerAddress.Link.VPN, ServerAddress.Link.VIRTUAL,
            ServerAddress.Link.NETWORK);
    }

    @ParameterizedTest
    @CsvSource({ "eth0, eth0, 192.168.1.5, NETWORK", "enp3s0, enp3s0, 10.0.0.2, NETWORK", "br0, br0, 192.168.1.5, NETWORK", "en0, en0, 172.20.10.2, NETWORK",
        "eth1, Intel(R) Ethernet Connection I219-V, 192.168.1.5, NETWORK",
        "wlan1, Intel(R) Wi-Fi 6 AX201, 192.168.1.5, NETWORK", "utun3, utun3, 10.8.0.2, VPN", "tun0, tun0, 10.8.0.2, VPN", "wg0, wg0, 10.9.0.2, VPN",
        "tailscale0, tailscale0, 100.101.102.103, VPN",
        "eth5, Tailscale Tunnel, 100.64.1.1, VPN", "eth7, Meta Tunnel, 198.18.0.1, VPN", "en9, en9, 198.19.255.1, VPN", "docker0, docker0, 172.17.0.1, VIRTUAL",
        "br-0a1b2c3d, br-0a1b2c3d, 172.18.0.1, VIRTUAL",
        "veth12ab, veth12ab, 169.254.1.1, VIRTUAL", "virbr0, virbr0, 192.168.122.1, VIRTUAL", "vmnet8, vmnet8, 192.168.56.1, VIRTUAL",
        "eth3, VMware Virtual Ethernet Adapter for VMnet1, 192.168.56.1, VIRTUAL",
        "eth4, Hyper-V Virtual Ethernet Adapter, 172.29.0.1, VIRTUAL", "eth6, VirtualBox Host-Only Ethernet Adapter, 192.168.56.1, VIRTUAL",
        "bridge100, bridge100, 192.168.64.1, VIRTUAL" })
    void aCardIsKnownByItsNamesAndAddresses(String name, String display, String address, ServerAddress.Link link) {
        assertThat(NetworkCard.link(name, display, List.of(address))).isEqualTo(link);
    }

    @ParameterizedTest
    @CsvSource({ "docker0, docker0, 172.17.0.1, VIRTUAL, Docker", "br-0a1b, br-0a1b, 172.18.0.1, VIRTUAL, Docker",
        "eth4, Hyper-V Virtual Ethernet Adapter (WSL), 172.29.0.1, VIRTUAL, WSL", "eth4, Hyper-V Virtual Ethernet Adapter, 172.29.0.1, VIRTUAL, Hyper-V",
        "vmnet8, vmnet8, 192.168.56.1, VIRTUAL, VMware", "eth6, VirtualBox Host-Only Ethernet Adapter, 192.168.56.1, VIRTUAL, VirtualBox",
        "tailscale0, tailscale0, 100.101.102.103, VPN, Tailscale", "wg0, wg0, 10.9.0.2, VPN, WireGuard",
        "eth7, Meta Tunnel, 198.18.0.1, VPN, Clash", "utun4, utun4, 198.18.0.1, VPN, 198.18.0.0/15", "en9, en9, 100.64.3.4, VPN, 100.64.0.0/10",
        "utun3, utun3, 10.8.0.2, VPN, ''", "eth0, eth0, 192.168.1.5, NETWORK, ''" })
    void aCardThatNoDeviceIsBehindIsNamed(String name, String display, String address, ServerAddress.Link link, String maker) {
        assertThat(NetworkCard.maker(link, name, display, List.of(address))).isEqualTo(maker);
        cards = List.of(new NetworkCard(name, List.of(address), List.of(), false, link, false, maker));
        assertThat(addresses("0.0.0.0", Optional.empty())).singleElement().satisfies(shown -> {
            assertThat(shown.maker()).isEqualTo(maker);
            assertThat(shown.secure().maker()).isEqualTo(maker);
        });
    }

    @ParameterizedTest
    @CsvSource({"192.168.1.5, 192.168.1.5", "127.0.0.1, 127.0.0.1", "localhost, 127.0.0.1", "172.17.0.1, 172.17.0.1"})
    void whereTheServerListensOnOneAddressThereIsNoOther(String host, String shown) {
        assertThat(addresses(host, Optional.empty())).singleElement().satisfies(address -> assertThat(address.host()).isEqualTo(shown));
    }

    @Test
    void anAddressHasOnePathForEachDialectAndForOta() {
        assertThat(addresses("10.0.0.9", Optional.empty())).containsExactly(
            new ServerAddress("wlan0", "10.0.0.9", false, ServerAddress.Link.NETWORK, "ws://10.0.0.9:8000/xiaozhi/v1/", "ws://10.0.0.9:8000/supie/v1/",
                "http://10.0.0.9:8003/xiaozhi/ota/"));
        assertThat(addresses("10.0.0.9", Optional.empty()).getFirst().badgeOta()).isEqualTo("http://10.0.0.9:8003/supie/ota/");
    }

    @Test
    void theAdvertisedAddressReplacesAllButLoopback() {
        assertThat(addresses("0.0.0.0", Optional.of("203.0.113.7"))).extracting(ServerAddress::host).containsExactly("203.0.113.7", "127.0.0.1");
        assertThat(addresses("0.0.0.0", Optional.of("203.0.113.7")).getFirst().ota()).isEqualTo("http://203.0.113.7:8003/xiaozhi/ota/");
    }

    @Test
    void withoutACardThereIsNoAddress() {
        cards = List.of();
        assertThat(addresses("0.0.0.0", Optional.empty())).isEmpty();
    }

    @Test
    void aCardThatComesOrGoesIsSeenWithinThePeriodAndAFailureChangesNothing() {
        cards = List.of(LOOPBACK);
        List<List<ServerAddress>> changes = new ArrayList<>();
        ServerAddressMonitor monitor = new ServerAddressMonitor(time, this::read, () -> DeviceServerFixture.server("0.0.0.0", Optional.empty()), 8000, 8003);
        monitor.watch().observe(changes::add);
        cards = List.of(LOOPBACK, WIRELESS);
        time.advance(ServerAddressMonitor.CHECK_PERIOD);
        await().until(() -> monitor.watch().get().size() == 2);
        cards = null;
        time.advance(ServerAddressMonitor.CHECK_PERIOD);
        cards = List.of(WIRELESS);
        await().until(() -> {
            time.advance(ServerAddressMonitor.CHECK_PERIOD);
            return monitor.watch().get().size() == 1;
        });
        assertThat(monitor.watch().get()).extracting(ServerAddress::host).containsExactly("10.0.0.9");
        monitor.close();
        assertThat(time.waiting()).isZero();
    }

    private List<NetworkCard> read() {
        if (cards == null) {
            throw new IllegalStateException("the cards cannot be read");
        }
        return cards;
    }

    private List<ServerAddress> addresses(String host, Optional<String> advertised) {
        ServerAddressMonitor monitor = new ServerAddressMonitor(time, () -> cards, () -> DeviceServerFixture.server(host, advertised), 8000, 8003);
        monitor.close();
        return monitor.watch().get();
    }
}
