package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Who may take the place of a connection that lives, where no device needs a token.
@DisplayName("row 34: a second connection with the id of a live one")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveConnectionsTest {
    private static final String IN = "HTTP/1.1 101 ";
    private static final String HERE = "127.0.0.1";
    private static final String ELSEWHERE = "127.0.0.2";

    private final DeviceServerFixture fixture = new DeviceServerFixture();
    private final List<RawSocketClient> open = new CopyOnWriteArrayList<>();
    private DeviceId id;
    private int devices;

    @BeforeEach
    void begin() {
        id = new DeviceId("board-" + devices++);
        fixture.attempts.clear();
    }

    @AfterAll
    void close() {
        open.forEach(RawSocketClient::close);
        fixture.close();
    }

    private RawSocketClient live(String... headers) {
        RawSocketClient peer = new RawSocketClient(fixture.port());
        open.add(peer);
        assertThat(peer.upgrade("/xiaozhi/v1/", of(headers))).startsWith(IN);
        // 101 is sent before the connection is open; those of other tests may still open
        await().until(() -> fixture.listeners.stream().anyMatch(listener -> listener.handshake.identity().deviceId().equals(id)));
        return peer;
    }

    private CompletableFuture<String> ask(String address, String... headers) {
        return CompletableFuture.supplyAsync(() -> {
            RawSocketClient peer = new RawSocketClient(fixture.port(), address);
            open.add(peer);
            return peer.upgrade("/xiaozhi/v1/", of(headers));
        }, Thread::startVirtualThread);
    }

    private String[] of(String... headers) {
        return Stream.concat(Stream.of("Device-Id: " + id), Stream.of(headers)).toArray(String[]::new);
    }

    private static void answer(RawSocketClient peer) {
        RawSocketClient.Frame ping = peer.frame();
        assertThat(ping.opcode()).isEqualTo(9);
        peer.raw(RawSocketClient.frame(0x8A, ping.payload()));
    }

    /// Lets the time for an answer pass, once it is waited for.
    private void keepSilent(int waits) {
        await().until(() -> fixture.time.limits().stream().filter(LiveConnections.ANSWER_LIMIT::equals).count() == waits);
        fixture.time.advance(LiveConnections.ANSWER_LIMIT);
    }

    private int waits() {
        return (int) fixture.time.limits().stream().filter(LiveConnections.ANSWER_LIMIT::equals).count();
    }

    @Test
    void aMeetingIsKeptFromOtherAddressesWhileItsDeviceAnswers() {
        RawSocketClient meets = live();
        int before = waits();
        fixture.meetings.add(id);
        CompletableFuture<String> stranger = ask(ELSEWHERE);
        answer(meets);
        assertThat(stranger.join()).startsWith("HTTP/1.1 409 ");
        Problem told = fixture.attempt(made -> made.problem().isPresent()).problem().orElseThrow();
        assertThat(told.code()).isEqualTo(ProblemCode.DEVICE_OCCUPIED);
        assertThat(told.args()).endsWith(ELSEWHERE, HERE);

        fixture.access.allowTakeover(id, ELSEWHERE);
        CompletableFuture<String> allowed = ask(ELSEWHERE);
        answer(meets);
        assertThat(allowed.join()).as("a person allowed it").startsWith(IN);
        assertThat(waits()).isEqualTo(before + 2);
        fixture.meetings.remove(id);
        assertThat(ask(HERE).join()).as("in no meeting").startsWith(IN);
        assertThat(waits()).isEqualTo(before + 2);
    }

    @Test
    void whoIsSilentIsReplacedAlsoInAMeeting() {
        live();
        fixture.meetings.add(id);
        int before = waits();
        CompletableFuture<String> moved = ask(ELSEWHERE);
        keepSilent(before + 1);
        assertThat(moved.join()).as("a device that was switched off, and on in another network").startsWith(IN);
    }

    @Test
    void aConnectionThatEndsMeanwhileIsNotWaitedFor() {
        RawSocketClient meets = live();
        fixture.meetings.add(id);
        CompletableFuture<String> moved = ask(ELSEWHERE);
        assertThat(meets.frame().opcode()).isEqualTo(9);
        meets.close();
        assertThat(moved.join()).startsWith(IN);
    }

    @Test
    void fromItsOwnAddressADeviceIsReplacedAtOnceAlsoInAMeeting() {
        live("Client-Id: one");
        fixture.meetings.add(id);
        int before = waits();
        assertThat(ask(HERE, "Client-Id: two").join()).as("a client may make a new one for each connection").startsWith(IN);
        assertThat(ask(HERE).join()).as("it need not give one").startsWith(IN);
        assertThat(waits()).isEqualTo(before);
    }

    @Test
    @DisplayName("nobody without its token takes the place of a device that gave one, also from the same address, while that answers")
    void anIdIsBoundToItsTokenWhileItLives() {
        String token = fixture.access.issueOwnToken(id);
        RawSocketClient own = live("Authorization: Bearer " + token);
        CompletableFuture<String> stranger = ask(HERE);
        answer(own);
        assertThat(stranger.join()).startsWith("HTTP/1.1 401 ");
        assertThat(fixture.refusal()).contains("a second connection needs that token");
        CompletableFuture<String> guesser = ask(ELSEWHERE, "Authorization: Bearer wrong");
        answer(own);
        assertThat(guesser.join()).as("though no device needs a token").startsWith("HTTP/1.1 401 ");
        int before = waits();
        CompletableFuture<String> afterPowerCut = ask(HERE);
        keepSilent(before + 1);
        assertThat(afterPowerCut.join()).startsWith(IN);
        assertThat(ask(ELSEWHERE, "Authorization: Bearer " + token).join()).as("with its token from anywhere").startsWith(IN);
    }

    @Test
    void anAttemptThatBrokeKeepsNobodyOut() {
        String token = fixture.access.issueOwnToken(id);
        fixture.onAttempt = attempt -> {
            if (attempt.step() == ConnectionAttempt.Step.AUTHENTICATED) {
                throw new IllegalStateException("a test's");
            }
        };
        ask(HERE, "Authorization: Bearer " + token).handle((_, _) -> true).join();
        fixture.onAttempt = _ -> {};
        assertThat(ask(HERE).join()).as("the device is not connected").startsWith(IN);
    }
}
