package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import module java.base;

import earshot.access.Reach;
import earshot.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who reaches the server, in both IP versions: by table, and over real sockets where this computer has a network.
class ReachRuleTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true, true", "127.9.9.9, true, true", "::1, true, true",
        "192.168.1.5, true, true", "2001:db8:7::5, true, true", "203.0.113.70, true, true",
        "10.1.2.3, false, true", "172.16.0.1, false, true", "172.31.255.255, false, true", "192.168.44.1, false, true", "169.254.3.4, false, true",
        "fe80::1, false, true", "fd12::9, false, true", "fc00::1, false, true",
        "203.0.113.65, false, true", "203.0.113.127, false, true", "2001:db8:7::ffff, false, true",
        "203.0.113.63, false, false", "203.0.113.128, false, false", "2001:db8:8::5, false, false",
        "172.15.0.1, false, false", "172.32.0.1, false, false", "192.169.0.1, false, false", "8.8.8.8, false, false", "100.64.0.1, false, false",
        "2606:4700::1111, false, false", "fe00::1, false, false",
        "::ffff:8.8.8.8, false, false", "::ffff:10.0.0.1, false, true"})
    void eachReachAdmitsItsAddresses(String peer, boolean computer, boolean network) throws UnknownHostException {
        InetAddress address = InetAddress.getByName(peer);
        assertThat(rule(Reach.COMPUTER).admits(address)).as("this computer only").isEqualTo(computer);
        assertThat(rule(Reach.NETWORK).admits(address)).as("local networks").isEqualTo(network);
        assertThat(rule(Reach.ANYWHERE).admits(address)).isTrue();
    }

    @Test
    void aNetworkWithoutAPrefixIsOneAddress() throws UnknownHostException {
        Subnet alone = new Subnet(InetAddress.getByName("198.51.100.7"), 0);
        assertThat(alone.contains(InetAddress.getByName("198.51.100.7"))).isTrue();
        assertThat(alone.contains(InetAddress.getByName("198.51.100.8"))).isFalse();
        assertThat(alone.contains(InetAddress.getByName("::1"))).isFalse();
    }

    @Test
    void theCardsOfThisComputerNameTheirNetworks() {
        assertThat(NetworkCard.all().stream().flatMap(card -> card.subnets().stream()).map(Subnet::address)).anyMatch(InetAddress::isLoopbackAddress);
    }

    /// The fixture's cards do not list the address of this computer, so a connection from it comes from outside.
    @Test
    void aPeerFromOutsideIsDroppedOnBothPortsWithARowAndAtOnceWhenTheSettingChanges() throws IOException {
        Optional<InetAddress> own = outwardAddress();
        assumeThat(own).isPresent();
        try (DeviceServerFixture fixture = new DeviceServerFixture(DeviceServerFixture.server("0.0.0.0", Optional.empty()))) {
            fixture.reach = Reach.ANYWHERE;
            assertThat(upgrade(own.get(), fixture.port())).startsWith("HTTP/1.1 101 ");
            fixture.reach = Reach.COMPUTER;
            assertThat(upgrade(own.get(), fixture.port())).isEmpty();
            assertThat(ask(own.get(), fixture.port(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n")).isEmpty();
            assertThat(ask(own.get(), fixture.httpPort(), "POST /xiaozhi/ota/ HTTP/1.1\r\nHost: x\r\nDevice-Id: d\r\nContent-Length: 2\r\n\r\n{}")).isEmpty();
            ConnectionAttempt row = fixture.attempt(made -> made.problem().isPresent());
            assertThat(row.remote()).isEqualTo(own.get().getHostAddress());
            assertThat(row.problem().orElseThrow().code()).isEqualTo(ProblemCode.OUT_OF_REACH);
            assertThat(fixture.otas).isEmpty();
            assertThat(RawSocketClient.ask(fixture.port(), "GET / HTTP/1.1", "Host: x")).as("this computer itself").startsWith("HTTP/1.1 200 ");
        }
    }

    private static ReachRule rule(Reach reach) {
        return new ReachRule(() -> reach,
            () -> List.of(subnet("127.0.0.1", 8), subnet("192.168.1.5", 24), subnet("203.0.113.70", 26), subnet("2001:db8:7::5", 64), subnet("fe80::5", 64)));
    }

    private static Subnet subnet(String address, int prefix) {
        try {
            return new Subnet(InetAddress.getByName(address), prefix);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<InetAddress> outwardAddress() throws SocketException {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress()).findFirst();
    }

    private static String upgrade(InetAddress host, int port) throws IOException {
        return ask(host, port,
            "GET /xiaozhi/v1/ HTTP/1.1\r\nHost: x\r\nDevice-Id: d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    }

    private static String ask(InetAddress host, int port, String request) throws IOException {
        try (Socket socket = new Socket(host, port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return Optional.ofNullable(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1)).readLine()).orElse("");
        } catch (SocketException reset) {
            return "";
        }
    }
}
