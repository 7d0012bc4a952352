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
    private static final NetworkCard LOOPBACK = new NetworkCard("lo", List.of("127.0.0.1"), true, false);
    private static final NetworkCard CABLE = new NetworkCard("eth0", List.of("169.254.7.7", "192.168.1.5"), false, false);
    private static final NetworkCard WIRELESS = new NetworkCard("wlan0", List.of("10.0.0.9"), false, false);
    private static final NetworkCard BRIDGE = new NetworkCard("docker0", List.of("172.17.0.1"), false, true);

    private final TimeFake time = new TimeFake();
    private volatile List<NetworkCard> cards = List.of(LOOPBACK, BRIDGE, WIRELESS, CABLE);

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", ""})
    void theAddressMostLikelyReachableIsFirstAndLoopbackLast(String host) {
        assertThat(addresses(host, Optional.empty())).extracting(ServerAddress::host).containsExactly("192.168.1.5", "169.254.7.7", "10.0.0.9", "172.17.0.1", "127.0.0.1");
        assertThat(addresses(host, Optional.empty())).extracting(ServerAddress::loopback).containsExactly(false, false, false, false, true);
    }

    @ParameterizedTest
    @CsvSource({"192.168.1.5, 192.168.1.5", "127.0.0.1, 127.0.0.1", "localhost, 127.0.0.1", "172.17.0.1, 172.17.0.1"})
    void whereTheServerListensOnOneAddressThereIsNoOther(String host, String shown) {
        assertThat(addresses(host, Optional.empty())).singleElement().satisfies(address -> assertThat(address.host()).isEqualTo(shown));
    }

    @Test
    void anAddressHasOnePathForEachDialectAndForOta() {
        assertThat(addresses("10.0.0.9", Optional.empty())).containsExactly(
            new ServerAddress("wlan0", "10.0.0.9", false, "ws://10.0.0.9:8000/xiaozhi/v1/", "ws://10.0.0.9:8000/supie/v1/", "http://10.0.0.9:8003/xiaozhi/ota/"));
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
