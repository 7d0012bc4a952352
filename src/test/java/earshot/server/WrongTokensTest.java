package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;

class WrongTokensTest {
    private static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.7");

    private final TimeFake time = new TimeFake();
    private final WrongTokens tokens = new WrongTokens(time);

    @Test
    void fiveSlipsAreFreeAndThenEachAnswerWaitsForLonger() {
        assertThat(Stream.generate(() -> tokens.refused(PEER)).limit(12).map(Duration::toSeconds)).containsExactly(0L, 0L, 0L, 0L, 0L, 1L, 2L, 4L, 8L, 8L, 8L,
            8L);
        assertThat(tokens.refused(InetAddress.ofLiteral("192.0.2.8"))).as("another address").isZero();
    }

    @Test
    void whoWaitedForLongEnoughIsForgotten() {
        slips(9);
        time.advance(Duration.ofMinutes(5));
        assertThat(tokens.refused(PEER).toSeconds()).as("not yet").isEqualTo(8);
        answer();
        time.advance(Duration.ofMinutes(5).plusMillis(1));
        assertThat(tokens.refused(PEER)).isZero();
    }

    @Test
    void whileAnAnswerWaitsNothingIsForgotten() {
        slips(6);
        time.advance(Duration.ofHours(1));
        assertThat(tokens.refused(PEER)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whileFiftyAnswersWaitNoTokenOfTheAddressIsLookedAt() {
        slips(5);
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < WrongTokens.MAX_WAITING; i++) {
            assertThat(tokens.blocks(PEER)).isFalse();
            tokens.hold(PEER, tokens.refused(PEER), () -> answers.add("no"));
        }
        assertThat(tokens.blocks(PEER)).isTrue();
        assertThat(tokens.blocks(InetAddress.ofLiteral("192.0.2.8"))).isFalse();
        time.advance(Duration.ofSeconds(1));
        assertThat(answers).hasSize(1);
        assertThat(tokens.blocks(PEER)).isFalse();
        time.advance(WrongTokens.MAX_DELAY);
        assertThat(answers).hasSize(WrongTokens.MAX_WAITING);
    }

    @Test
    void allAddressesOfThisComputerAndOfOneNetworkOfIpv6AreOne() {
        for (String address : List.of("127.0.0.1", "127.9.9.9", "::1", "127.0.0.2", "127.0.0.3")) {
            assertThat(tokens.refused(InetAddress.ofLiteral(address))).isZero();
        }
        assertThat(tokens.refused(InetAddress.ofLiteral("127.0.0.4"))).isEqualTo(Duration.ofSeconds(1));
        for (int host = 1; host <= 5; host++) {
            assertThat(tokens.refused(InetAddress.ofLiteral("2001:db8:1:2::" + host))).isZero();
        }
        assertThat(tokens.refused(InetAddress.ofLiteral("2001:db8:1:2:ffff::1"))).isEqualTo(Duration.ofSeconds(1));
        assertThat(tokens.refused(InetAddress.ofLiteral("2001:db8:1:3::1"))).isZero();
    }

    @Test
    void aThousandAddressesAreRememberedTheLastThatTried() {
        slips(6);
        for (int i = 0; i < 1_000; i++) {
            tokens.refused(InetAddress.ofLiteral("10.0." + i / 250 + "." + i % 250));
        }
        assertThat(tokens.refused(PEER)).isZero();
    }

    private void slips(int count) {
        for (int i = 0; i < count; i++) {
            tokens.refused(PEER);
        }
    }

    /// Gives all answers that wait.
    private void answer() {
        for (int i = 0; i < 10; i++) {
            tokens.hold(PEER, Duration.ofMillis(1), () -> { });
        }
        time.advance(Duration.ofMillis(1));
    }
}
