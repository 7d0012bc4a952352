package earshot.capture;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import earshot.server.CloseStatus;
import earshot.server.Handshake;
import earshot.time.TimeFake;
import earshot.wire.Framing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What passes reaches every judge in its order, and one that fails or does not keep up harms nobody else.
class TrafficThreadTest {
    private final TimeFake time = new TimeFake();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<String> others = new CopyOnWriteArrayList<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final TrafficThread traffic = new TrafficThread(time, List.of((_, _) -> new JudgeFake(seen), (_, _) -> new JudgeFake(others)));
    private final Handshake handshake = HandshakeFake.of(new DeviceId("aa"), Framing.RAW);

    @AfterEach
    void close() {
        gate.countDown();
        traffic.close();
    }

    @Test
    void everyJudgeIsToldInOrderOnOneThread() {
        TrafficListener connection = traffic.connected(handshake);
        connection.textReceived("a", 1);
        connection.frameReceived(new byte[1], 2);
        connection.textSent("b", 3);
        connection.frameSent(new byte[2], 4);
        time.advance(Duration.ofMillis(250));
        long now = time.nanos();
        connection.closed(CLOSED, 5);
        time.advance(Duration.ofSeconds(1));
        await().until(() -> others.size() == 6);
        assertThat(seen).containsExactly("> a", "> 1", "< b", "< 2", "passed " + now, "closed 5").isEqualTo(others);
        assertThat(threads).hasSize(1).doesNotContain(Thread.currentThread());
    }

    @Test
    void aJudgeThatFailsIsNotAskedAgainAndTheOthersAre() {
        TrafficListener connection = traffic.connected(handshake);
        connection.textReceived("fail", 1);
        connection.textReceived("a", 2);
        connection.closed(CLOSED, 3);
        await().until(() -> others.contains("closed 3"));
        assertThat(seen).containsExactly("> fail", "closed 3");
        assertThat(others).as("it failed as well").isEqualTo(seen);
        TrafficListener next = traffic.connected(handshake);
        next.textReceived("b", 4);
        await().untilAsserted(() -> assertThat(others).endsWith("> b"));
    }

    @Test
    void aConnectionWhoseTrafficWasLostIsToldSoAndNothingMoreButItsEnd() {
        TrafficListener connection = traffic.connected(handshake);
        connection.textReceived("wait", 1);
        IntStream.range(0, 10_000).forEach(i -> connection.frameSent(new byte[3], i));
        connection.closed(CLOSED, 7);
        gate.countDown();
        await().untilAsserted(() -> {
            time.advance(Duration.ofMillis(250));
            assertThat(others).endsWith("closed 7");
        });
        assertThat(seen).filteredOn(what -> what.startsWith("lost")).hasSize(1);
        assertThat(seen.subList(seen.size() - 2, seen.size())).satisfiesExactly(lost -> assertThat(lost).startsWith("lost"),
            closed -> assertThat(closed).isEqualTo("closed 7"));
    }

    @Test
    void whatWaitsIsBoundedByItsBytesAndAFloodTakesNoPlaceOfOthers() {
        TrafficListener flood = traffic.connected(handshake);
        TrafficListener neighbour = traffic.connected(handshake);
        flood.textReceived("wait", 1);
        String large = "x".repeat(250_000);
        IntStream.range(0, 10_000).forEach(i -> {
            flood.textReceived(large, i);
            flood.frameReceived(new byte[3], i);
        });
        neighbour.textReceived("neighbour", 2);
        gate.countDown();
        await().untilAsserted(() -> assertThat(others).contains("> neighbour"));
        await().untilAsserted(() -> {
            time.advance(Duration.ofMillis(250));
            assertThat(others).anyMatch(what -> what.startsWith("lost"));
        });
        assertThat(others.stream().filter(("> " + large)::equals)).hasSize(TrafficThread.MOST_OF_CONNECTION / 500_000);
        neighbour.frameReceived(new byte[4], 3);
        await().untilAsserted(() -> assertThat(others).contains("> 4"));
    }

    private static final CloseStatus CLOSED = new CloseStatus(1006, "", CloseStatus.Cause.DEVICE);

    private final class JudgeFake implements TrafficJudge {
        private final List<String> told;

        JudgeFake(List<String> told) {
            this.told = told;
        }

        private void capture(String what) {
            threads.add(Thread.currentThread());
            told.add(what);
        }

        @Override
        public void textReceived(String text, long nanos) {
            capture("> " + text);
            if (text.equals("fail")) {
                throw new IllegalStateException(text);
            }
            if (text.equals("wait")) {
                try {
                    gate.await();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public void frameReceived(byte[] frame, long nanos) {
            capture("> " + frame.length);
        }

        @Override
        public void textSent(String text, long nanos) {
            capture("< " + text);
        }

        @Override
        public void frameSent(byte[] frame, long nanos) {
            capture("< " + frame.length);
        }

        @Override
        public void passed(long nanos) {
            capture("passed " + nanos);
        }

        @Override
        public void lost(long nanos) {
            capture("lost " + nanos);
        }

        @Override
        public void closed(CloseStatus status, long nanos) {
            capture("closed " + nanos);
        }
    }
}
