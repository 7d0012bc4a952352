package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Opening, closing, addresses.
class DeviceServerTest {
    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void aTakenPortIsAProblemThatNamesItAndOffersAFreeOne(String which) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            boolean ws = which.equals("ws");
            Problem problem = refused(DeviceServerFixture.server(ws ? port : 0, ws ? 0 : port)).problem();

            assertThat(problem.code()).isEqualTo(ProblemCode.PORT_TAKEN);
            assertThat(problem.args().get(0)).isEqualTo(String.valueOf(port));
            assertThat(problem.args().get(2)).isEqualTo(which);
            assertThat(problem.what(Locale.ENGLISH)).contains(String.valueOf(port));
            int free = Integer.parseInt(problem.args().get(1));
            try (DeviceServerFixture fixture = new DeviceServerFixture(DeviceServerFixture.server(ws ? free : 0, ws ? 0 : free))) {
                assertThat(ws ? fixture.port() : fixture.httpPort()).isEqualTo(free);
            }
        }
    }

    /// Not as an administrator, who may open it.
    @Test
    void aPortOfAdministratorsIsAProblemThatOffersAnother() {
        Assumptions.assumeFalse(opens(1));
        Problem problem = refused(DeviceServerFixture.server(1, 0)).problem();

        assertThat(problem.code()).isEqualTo(ProblemCode.PORT_RESERVED);
        assertThat(problem.args()).first().isEqualTo("1");
        assertThat(Integer.parseInt(problem.args().get(1))).isGreaterThanOrEqualTo(8000);
    }

    private static boolean opens(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException _) {
            return false;
        }
    }

    @Test
    void whenOnePortCannotOpenTheOtherDoesNotStayOpen() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")); ServerSocket probe = new ServerSocket(0)) {
            int free = probe.getLocalPort();
            probe.close();
            refused(DeviceServerFixture.server(free, taken.getLocalPort()));
            new DeviceServerFixture(DeviceServerFixture.server(free, 0)).close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "no-such-host.invalid"})
    void aHostThatIsNotOursIsAProblem(String host) {
        Problem problem = refused(DeviceServerFixture.server(host, Optional.empty())).problem();
        assertThat(problem).matches(p -> p.code() == ProblemCode.HOST_UNUSABLE && p.args().getFirst().equals(host));
    }

    @Test
    void closingTellsEveryDeviceAndFreesBothPortsAtOnce() {
        DeviceServerFixture fixture = new DeviceServerFixture();
        RawSocketClient polite = RawSocketClient.device(fixture.port(), "polite");
        RawSocketClient stubborn = RawSocketClient.device(fixture.port(), "stubborn");
        RawSocketClient silent = new RawSocketClient(fixture.port());
        fixture.listener("polite");
        fixture.listener("stubborn");
        Thread hangsUp = Thread.ofVirtual().start(() -> {
            assertThat(polite.frame().code()).isEqualTo(1001);
            assertThat(polite.atEnd()).isTrue();
            polite.close();
        });

        fixture.close();

        assertThat(fixture.listeners).allMatch(g -> g.closing().equals(new CloseStatus(1001, "server is closing", CloseStatus.Cause.SERVER)));
        assertThat(stubborn.frame().code()).isEqualTo(1001);
        assertThat(silent.atEnd()).isTrue();
        for (int round = 0; round < 3; round++) {
            try (DeviceServerFixture again = new DeviceServerFixture(DeviceServerFixture.server(fixture.port(), fixture.httpPort()));
                RawSocketClient _ = RawSocketClient.device(again.port(), "back")) {
                assertThat(RawSocketClient.ask(again.httpPort(), "GET / HTTP/1.1", "Host: x")).startsWith("HTTP/1.1 200");
                again.listener("back");
            }
        }
        await().until(() -> !hangsUp.isAlive());
        stubborn.close();
        silent.close();
    }

    @Test
    void closingTwiceIsHarmless() {
        DeviceServerFixture fixture = new DeviceServerFixture();
        fixture.close();
        fixture.close();
        assertThat(fixture.time.waiting()).isZero();
    }

    @Test
    void onePortIsEnough() throws IOException {
        int port;
        try (ServerSocket probe = new ServerSocket(0)) {
            port = probe.getLocalPort();
        }
        try (DeviceServerFixture fixture = new DeviceServerFixture(DeviceServerFixture.server(port, port));
            RawSocketClient _ = RawSocketClient.device(port, "d")) {
            assertThat(fixture.httpPort()).isEqualTo(port);
            assertThat(RawSocketClient.post(port, "/xiaozhi/ota/", "{}", "Host: h")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void addressesFollowTheNetworkCardsWithin5Seconds() {
        try (DeviceServerFixture fixture = new DeviceServerFixture(DeviceServerFixture.server("0.0.0.0", Optional.empty()))) {
            assertThat(fixture.server.addresses().get()).extracting(ServerAddress::card, ServerAddress::host, ServerAddress::loopback)
                .containsExactly(tuple("eth0", "192.168.1.5", false), tuple("lo", "127.0.0.1", true));
            assertThat(fixture.server.addresses().get().getFirst()).extracting(ServerAddress::ws, ServerAddress::badge, ServerAddress::ota).containsExactly(
                "ws://192.168.1.5:" + fixture.port() + "/xiaozhi/v1/",
                "ws://192.168.1.5:" + fixture.port() + "/supie/v1/",
                "http://192.168.1.5:" + fixture.httpPort() + "/xiaozhi/ota/");

            NetworkCard loopback = new NetworkCard("lo", List.of("127.0.0.1"), List.of(), true, ServerAddress.Link.NETWORK, false);
            NetworkCard containers = new NetworkCard("docker0", List.of("172.17.0.1"), List.of(), false, ServerAddress.Link.VIRTUAL, false);
            fixture.cards = List.of(containers, loopback,
                new NetworkCard("wlan0", List.of("169.254.3.3", "10.0.0.9"), List.of(), false, ServerAddress.Link.NETWORK, false));
            fixture.time.advance(Duration.ofSeconds(5));
            awaitHosts(fixture, "10.0.0.9", "169.254.3.3", "172.17.0.1", "127.0.0.1");

            fixture.cards = List.of(loopback);
            fixture.time.advance(Duration.ofSeconds(5));
            awaitHosts(fixture, "127.0.0.1");
        }
    }

    @Test
    void anAddressToAdvertiseTakesThePlaceOfTheFoundOnes() {
        try (DeviceServerFixture fixture = new DeviceServerFixture(DeviceServerFixture.server("0.0.0.0", Optional.of("203.0.113.9")))) {
            assertThat(fixture.server.addresses().get()).extracting(ServerAddress::host).containsExactly("203.0.113.9", "127.0.0.1");
        }
    }

    @Test
    void whoListensOnOneAddressNamesOnlyThat() {
        try (DeviceServerFixture fixture = new DeviceServerFixture()) {
            assertThat(fixture.server.addresses().get()).extracting(ServerAddress::host).containsExactly("127.0.0.1");
        }
    }

    @Test
    void theCardsOfThisComputerCanBeRead() {
        assertThat(NetworkCard.all()).anyMatch(card -> card.loopback() && card.addresses().contains("127.0.0.1"));
    }

    private static void awaitHosts(DeviceServerFixture fixture, String... hosts) {
        await().atMost(Duration.ofMinutes(1))
            .untilAsserted(() -> assertThat(fixture.server.addresses().get()).extracting(ServerAddress::host).containsExactly(hosts));
    }

    private static ProblemException refused(ServerSettings server) {
        return catchThrowableOfType(ProblemException.class, () -> new DeviceServerFixture(server));
    }
}
