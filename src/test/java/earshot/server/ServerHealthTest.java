package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.time.SystemTime;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;

/// Whether the server finds out that it does not work.
class ServerHealthTest {
    @Test
    void aServerThatServesAnswersItselfAndDoesNotTakeThatForADevice() {
        try (DeviceServerFixture fixture = new DeviceServerFixture()) {
            assertThat(fixture.server.check()).isEqualTo(ServerHealth.ANSWERS);
            assertThat(fixture.attempts).isEmpty();
            RawSocketClient.device(fixture.port(), "a-device");
            fixture.onlyListener();
            assertThat(fixture.server.check()).isEqualTo(ServerHealth.ANSWERS);
            assertThat(fixture.attempts).allMatch(attempt -> attempt.device().isPresent());
        }
    }

    @Test
    void aSelectorThreadThatEndedIsNoticed() {
        Set<Thread> others = threads();
        try (DeviceServerFixture fixture = new DeviceServerFixture()) {
            assertThat(fixture.server.check()).isEqualTo(ServerHealth.ANSWERS);
            Set<Thread> own = threads();
            own.removeAll(others);
            own.iterator().next().interrupt();
            await().until(() -> fixture.server.check() == ServerHealth.BROKEN);
        }
    }

    @Test
    void aPortThatAcceptsAndSaysNothingIsSilent() throws Exception {
        TimeFake time = new TimeFake();
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Boolean> answered = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> answered.complete(new ServerProbe(time, (InetSocketAddress) mute.getLocalSocketAddress()).answered()));
            await().until(() -> time.waiting() == 1);
            assertThat(answered).isNotDone();
            time.advance(ServerProbe.LIMIT);
            assertThat(answered.join()).isFalse();
        }
    }

    @Test
    void aPortThatNobodyHoldsIsSilentAndOneThatHangsUpIsBusy() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) busy.getLocalSocketAddress();
            Thread.ofVirtual().start(() -> {
                try (Socket _ = busy.accept()) {
                    // hangs up
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThat(new ServerProbe(new SystemTime(), address).answered()).isTrue();
            busy.close();
            assertThat(new ServerProbe(new SystemTime(), address).answered()).isFalse();
        }
    }

    /// The system refuses to connect there; no server has anything to do with that.
    @Test
    void aConnectionThatCannotBeMadeIsNoAnswer() {
        assertThat(new ServerProbe(new SystemTime(), new InetSocketAddress("255.255.255.255", 80)).answered()).isFalse();
    }

    @Test
    void aServerWhoseAddressIsGoneIsNotTakenForSilent() throws SocketException {
        Optional<InetAddress> own = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress()).findFirst();
        assumeThat(own).isPresent();
        try (DeviceServerFixture fixture = new DeviceServerFixture(DeviceServerFixture.server(own.get().getHostAddress(), Optional.empty()))) {
            fixture.cards = List.of(new NetworkCard("lo", List.of("127.0.0.1"), List.of(new Subnet(InetAddress.getLoopbackAddress(), 8)), true, ServerAddress.Link.NETWORK, false));
            await().until(() -> {
                fixture.time.advance(ServerAddressMonitor.CHECK_PERIOD);
                return fixture.server.check() == ServerHealth.ADDRESS_ABSENT;
            });
            fixture.cards = NetworkCard.all();
            await().until(() -> {
                fixture.time.advance(ServerAddressMonitor.CHECK_PERIOD);
                return fixture.server.check() == ServerHealth.ANSWERS;
            });
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("WebSocketSelector-")).collect(Collectors.toCollection(HashSet::new));
    }
}
