package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which web pages, and which names, both ports accept (U03). Whoever sends no Origin is a device.
class WebAccessTest {
    private static DeviceServerFixture fixture;
    private static final WebAccessSettings OWN_ONLY = new WebAccessSettings(List.of(), List.of());
    private static ServerSettings plain;

    @BeforeEach
    void ownOnly() {
        fixture.web = OWN_ONLY;
        fixture.settings = plain;
    }

    @AfterEach
    void forget() {
        fixture.attempts.clear();
        fixture.otas.clear();
        fixture.listeners.clear();
    }

    @BeforeAll
    static void open() {
        fixture = new DeviceServerFixture();
        plain = fixture.settings;
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://localhost:8006", "https://localhost", "http://127.0.0.1:3000", "http://[::1]:8006", "http://panel.localhost:1",
        "HTTP://LocalHost:8006" })
    void pagesOfThisComputerMayUseBothPorts(String origin) {
        for (int port : List.of(fixture.port(), fixture.httpPort())) {
            String answer = RawSocketClient.post(port, "/xiaozhi/ota/", "{}", "Host: 127.0.0.1:" + port, "Origin: " + origin, "Device-Id: d");
            assertThat(answer).startsWith("HTTP/1.1 200 ").containsIgnoringCase("access-control-allow-origin: " + origin).containsIgnoringCase("vary: origin")
                .contains("\"websocket\"");
        }
        assertThat(upgrade("Origin: " + origin)).startsWith("HTTP/1.1 101 ");
    }

    @Test
    void anAddressOfThisComputerIsItsOwnOnAnyPort() throws SocketException {
        List<String> addresses = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).filter(Inet4Address.class::isInstance)
            .map(InetAddress::getHostAddress).toList();
        assertThat(addresses).isNotEmpty().allSatisfy(address -> assertThat(upgrade("Origin: http://" + address + ":8006")).startsWith("HTTP/1.1 101 "));
    }

    @Test
    void aPageFromTheVeryAddressThatItAsksIsOfThisServer() {
        fixture.web = new WebAccessSettings(List.of(), List.of("voice.example.com"));
        assertThat(RawSocketClient.ask(fixture.port(), "GET / HTTP/1.1", "Host: voice.example.com", "Origin: https://voice.example.com"))
            .startsWith("HTTP/1.1 200 ");
        assertThat(RawSocketClient.ask(fixture.port(), "GET / HTTP/1.1", "Host: voice.example.com", "Origin: https://voice.example.com:9"))
            .startsWith("HTTP/1.1 403 ");
        assertThat(RawSocketClient.ask(fixture.port(), "GET / HTTP/1.1", "Host: 192.168.1.77:8000", "Origin: http://192.168.1.77:8000"))
            .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://evil.example", "null", "file://", "http://localhost.evil.example", "http://127.0.0.1.evil.example:80",
        "http://203.0.113.9",
        "chrome-extension://abcdefgh", "http://desk.local.evil.example", "localhost", "*", "http://[::2]"})
    void otherPagesAreRefusedOnBothPortsWithARow(String origin) {
        for (int port : List.of(fixture.port(), fixture.httpPort())) {
            for (String method : List.of("GET", "POST", "OPTIONS")) {
                String answer = RawSocketClient.ask(port, method + " /xiaozhi/ota/ HTTP/1.1", "Host: localhost:" + port, "Origin: " + origin,
                    "Access-Control-Request-Method: POST", "Device-Id: d");
                assertThat(answer).startsWith("HTTP/1.1 403 ").doesNotContainIgnoringCase("access-control-allow").doesNotContain("websocket");
            }
        }
        assertThat(fixture.otas).isEmpty();
        assertThat(upgrade("Origin: " + origin)).startsWith("HTTP/1.1 403 ");
        assertThat(fixture.listeners).isEmpty();
        assertThat(refusals()).hasSize(7).allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.ORIGIN_REFUSED);
            assertThat(problem.args().get(2)).isEqualTo(origin);
        });
    }

    @Test
    void aUserInAnOriginDoesNotMakeItOurs() {
        assertThat(upgrade("Origin: https://evil.example@localhost")).startsWith("HTTP/1.1 403 ");
        assertThat(refusals()).singleElement()
            .satisfies(problem -> assertThat(problem.args().get(2)).as("users are masked").isEqualTo("https://***@localhost"));
    }

    @Test
    void whatARefusalNamesIsAllowedAsItStands() {
        for (String origin : List.of("https://panel.example", "null", "chrome-extension://abcdefgh", "http://203.0.113.9:8080")) {
            assertThat(upgrade("Origin: " + origin)).startsWith("HTTP/1.1 403 ");
            fixture.web = new WebAccessSettings(List.of(refusals().getLast().args().get(2)), List.of());
            assertThat(upgrade("Origin: " + origin)).startsWith("HTTP/1.1 101 ");
            assertThat(upgrade("Origin: https://other.example")).startsWith("HTTP/1.1 403 ");
        }
        fixture.web = new WebAccessSettings(List.of("https://Panel.example/", "*"), List.of());
        assertThat(upgrade("Origin: https://panel.example")).as("spelled otherwise").startsWith("HTTP/1.1 101 ");
        assertThat(upgrade("Origin: https://other.example")).as("an asterisk allows nobody").startsWith("HTTP/1.1 403 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example", "evil\"}/", "a:99999", "[::1", "a b"})
    void aNameThatIsNotOursIsRefusedOnBothPortsAlsoWithoutAnOrigin(String host) {
        for (int port : List.of(fixture.port(), fixture.httpPort())) {
            assertThat(RawSocketClient.ask(port, "GET /xiaozhi/ota/ HTTP/1.1", "Host: " + host)).startsWith("HTTP/1.1 403 ").doesNotContain("ws://");
        }
        try (RawSocketClient peer = new RawSocketClient(fixture.port())) {
            peer.raw(RawSocketClient.upgradeHead("/xiaozhi/v1/", "Device-Id: d", "Origin: http://" + host).replace("Host: 127.0.0.1", "Host: " + host));
            assertThat(peer.head()).as("a page").startsWith("HTTP/1.1 403 ");
        }
        assertThat(refusals()).hasSize(3).allMatch(problem -> problem.code() == ProblemCode.HOST_REFUSED && host.startsWith(problem.args().get(2)));
        fixture.web = new WebAccessSettings(List.of(), List.of(refusals().getFirst().args().get(2)));
        boolean isName = host.startsWith("evil.example") || host.endsWith("evil.example");
        assertThat(RawSocketClient.ask(fixture.port(), "GET / HTTP/1.1", "Host: " + host)).startsWith(isName ? "HTTP/1.1 200 " : "HTTP/1.1 403 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"laptop.fritz.box:8000", "earshot:8000", "home.dyn.example"})
    void aBoardMayUseAnyNameThatLeadsHere(String host) {
        assertThat(RawSocketClient.post(fixture.httpPort(), "/xiaozhi/ota/", "{}", "Host: " + host, "Device-Id: d")).startsWith("HTTP/1.1 200 ");
        try (RawSocketClient board = new RawSocketClient(fixture.port())) {
            board.raw(RawSocketClient.upgradeHead("/xiaozhi/v1/", "Device-Id: d").replace("Host: 127.0.0.1", "Host: " + host));
            assertThat(board.head()).startsWith("HTTP/1.1 101 ");
            fixture.onlyListener();
        }
    }

    @Test
    void ownNamesAndAddressesAreOurs() throws IOException {
        fixture.settings = new ServerSettings("127.0.0.1", 0, 0, Optional.of("wss://voice.example.com/ws/"), Optional.of("desk.example.org"),
            fixture.settings.auth(), Optional.empty(), 300);
        Path kernelName = Path.of("/proc/sys/kernel/hostname");
        String name = Files.exists(kernelName) ? Files.readString(kernelName).strip() : InetAddress.getLocalHost().getHostName();
        for (String host : List.of("localhost", "LOCALHOST:1", "localhost.", "127.0.0.1:8000", "[::1]:8000", "192.168.7.7", "voice.example.com",
            "desk.example.org:8003", name, name.split("\\.")[0] + ".local")) {
            assertThat(RawSocketClient.ask(fixture.port(), "GET / HTTP/1.1", "Host: " + host)).as(host).startsWith("HTTP/1.1 200 ");
        }
        assertThat(upgrade("Origin: https://voice.example.com")).startsWith("HTTP/1.1 101 ");
    }

    @Test
    void aDeviceWithoutHostPassesAndABrowserWithoutDoesNot() {
        assertThat(RawSocketClient.ask(fixture.port(), "GET / HTTP/1.1")).startsWith("HTTP/1.1 200 ").doesNotContainIgnoringCase("access-control-allow-origin")
            .containsIgnoringCase("nosniff");
        assertThat(RawSocketClient.ask(fixture.port(), "GET / HTTP/1.1", "Origin: http://localhost")).startsWith("HTTP/1.1 403 ");
        try (RawSocketClient peer = new RawSocketClient(fixture.port())) {
            peer.raw(RawSocketClient.upgradeHead("/xiaozhi/v1/", "Device-Id: d").replace("Host: 127.0.0.1\r\n", ""));
            assertThat(peer.head()).startsWith("HTTP/1.1 101 ");
            fixture.onlyListener();
        }
        assertThat(upgrade("Origin: http://localhost\r\nOrigin: https://evil.example")).as("twice").startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aPreflightIsAnsweredForThePageThatAsks() {
        for (int port : List.of(fixture.port(), fixture.httpPort())) {
            for (String path : List.of("/xiaozhi/ota/", "/supie/meetings/recent")) {
                String answer = RawSocketClient.ask(port, "OPTIONS " + path + " HTTP/1.1", "Host: localhost", "Origin: http://localhost:8006",
                    "Access-Control-Request-Method: POST",
                    "Access-Control-Request-Headers: content-type, device-id", "Access-Control-Request-Private-Network: true");
                assertThat(answer).startsWith("HTTP/1.1 204 ")
                    .containsIgnoringCase("access-control-allow-origin: http://localhost:8006")
                    .containsIgnoringCase("access-control-allow-methods: GET, POST, OPTIONS")
                    .containsIgnoringCase("access-control-allow-headers: authorization, client-id, content-type, device-id, x-api-token")
                    .containsIgnoringCase("access-control-allow-private-network: true");
            }
        }
    }

    /// An accepted device is one of the listeners only after it has the answer: the tests that follow must not meet it.
    private static String upgrade(String origin) {
        int before = fixture.listeners.size();
        try (RawSocketClient peer = new RawSocketClient(fixture.port())) {
            String head = peer.upgrade("/xiaozhi/v1/", "Device-Id: d", origin);
            if (head.startsWith("HTTP/1.1 101 ")) {
                await().atMost(Duration.ofSeconds(30)).until(() -> fixture.listeners.size() > before);
            }
            return head;
        }
    }

    private static List<Problem> refusals() {
        return fixture.attempts.stream().flatMap(attempt -> attempt.problem().stream()).toList();
    }
}
