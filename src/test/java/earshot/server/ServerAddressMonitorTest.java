package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;

class ServerAddressMonitorTest {
    private static final List<NetworkCard> BEFORE = List
        .of(new NetworkCard("eth0", List.of("192.168.1.5"), List.of(), false, ServerAddress.Link.NETWORK, false));
    private static final List<NetworkCard> AFTER = List.of(new NetworkCard("wlan0", List.of("10.0.0.9"), List.of(), false, ServerAddress.Link.NETWORK, false));

    private final TimeFake time = new TimeFake();
    private final AtomicInteger reads = new AtomicInteger();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch slow = new CountDownLatch(1);

    @Test
    void cardsThatChangedWhileTheyWereReadAreReadOnceMoreAtOnce() throws InterruptedException {
        ServerAddressMonitor serverAddressMonitor = new ServerAddressMonitor(time, this::cards, () -> DeviceServerFixture.server("0.0.0.0", Optional.empty()),
            8000, 8003);
        time.advance(ServerAddressMonitor.CHECK_PERIOD);
        reading.await();
        time.advance(ServerAddressMonitor.CHECK_PERIOD);
        slow.countDown();
        await().atMost(Duration.ofMinutes(1))
            .untilAsserted(() -> assertThat(serverAddressMonitor.watch().get()).extracting(ServerAddress::host).containsExactly("10.0.0.9"));
        serverAddressMonitor.close();
    }

    @Test
    void aNameOrAnAddressOfIpv6ThatItListensOnIsTheAddress() {
        assertThat(listeningOn("::1")).singleElement().satisfies(own -> {
            assertThat(own.ws()).isEqualTo("ws://[::1]:8000/xiaozhi/v1/");
            assertThat(own.loopback()).isTrue();
        });
        assertThat(listeningOn("fd00::5")).extracting(ServerAddress::ota).containsExactly("http://[fd00::5]:8003/xiaozhi/ota/");
        assertThat(listeningOn("desk.local")).extracting(ServerAddress::ws).containsExactly("ws://desk.local:8000/xiaozhi/v1/");
        assertThat(listeningOn("::")).as("everywhere").extracting(ServerAddress::host).containsExactly("127.0.0.1");
    }

    private List<ServerAddress> listeningOn(String host) {
        List<NetworkCard> loopback = List.of(new NetworkCard("lo", List.of("127.0.0.1"), List.of(new Subnet(InetAddress.ofLiteral("::1"), 128)), true,
            ServerAddress.Link.NETWORK, false));
        ServerAddressMonitor monitor = new ServerAddressMonitor(time, () -> loopback, () -> DeviceServerFixture.server(host, Optional.empty()), 8000, 8003);
        monitor.close();
        return monitor.watch().get();
    }

    /// The second reading takes longer than the period and returns old values.
    private List<NetworkCard> cards() {
        return switch (reads.getAndIncrement()) {
            case 0 -> BEFORE;
            case 1 -> {
                reading.countDown();
                try {
                    slow.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                yield BEFORE;
            }
            default -> AFTER;
        };
    }
}
