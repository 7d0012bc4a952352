package earshot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.proof.ProgramProcess.Held;
import earshot.store.ChildProcess;
import earshot.time.SystemTime;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The real program in a process of its own, many devices that come, talk, flood and go, and one that talks beside them all the time.
class SoakTest {
    private static final long PING_LIMIT = 50;
    private static final long HEAP_GROWTH_KB = 24 << 10;

    private final SystemTime time = new SystemTime();

    @TempDir
    Path folder;

    /// @param connections made by the churn
    /// @param neighbor what it measured during the churn; looking at what the process holds stops that for half a second
    private record Soak(long connections, String refused, Held before, Held after, NeighbourFake.Measured neighbour) {}

    @Test
    @Timeout(180)
    @DisplayName("row 33: what others do to the server neither ends a neighbour's connection nor stays behind")
    void aFewSecondsOfChurn() throws Exception {
        try (ProgramProcess server = start(); NeighbourFake neighbour = new NeighbourFake(time, server.port())) {
            Soak soak = soak(server, neighbour, Duration.ofSeconds(1), Duration.ofSeconds(3));
            assertThat(neighbour.broken()).isEmpty();
            assertThat(soak.neighbour.pings()).isPositive();
            assertThat(soak.connections).isPositive();
            assertThat(soak.after.threads()).isLessThanOrEqualTo(soak.before.threads() + 10);
            assertThat(soak.after.descriptors()).isLessThanOrEqualTo(soak.before.descriptors() + 10);
            assertThat(server.alive()).isTrue();
        }
    }

    @Test
    @Tag("proof")
    @DisplayName("row 33: the same for half an hour, with the neighbour's late frames and pings, and what the process holds")
    void soak() throws Exception {
        long minutes = Long.getLong("earshot.soak.minutes", 30);
        try (ProgramProcess server = start(); NeighbourFake neighbour = new NeighbourFake(time, server.port())) {
            // the recognizer is loaded by the first turns, and is no growth
            Awaitility.await().atMost(Duration.ofMinutes(10)).until(() -> neighbour.answers() > 1 || neighbour.broken().isPresent());
            Soak soak = soak(server, neighbour, Duration.ofSeconds(30), Duration.ofMinutes(minutes));
            String what = "soak of " + minutes + " min";
            long slow = soak.neighbour.ping().toMillis();
            row(what + ", connections", soak.connections, "not made " + soak.refused, "the neighbour stays", neighbour.broken().isEmpty());
            row(what + ", ping of the neighbour, 99 %", soak.neighbour.pings(), slow + " ms", PING_LIMIT + " ms", slow < PING_LIMIT);
            row(what + ", late frames of the neighbour", soak.neighbour.frames(), soak.neighbour.late() + " late", "0", soak.neighbour.late() == 0);
            row(what + ", heap after GC", 2, (soak.before.heapKb() >> 10) + " to " + (soak.after.heapKb() >> 10) + " MB", "+" + (HEAP_GROWTH_KB >> 10) + " MB",
                soak.after.heapKb() - soak.before.heapKb() < HEAP_GROWTH_KB);
            row(what + ", platform threads", 2, soak.before.threads() + " to " + soak.after.threads(), "+10",
                soak.after.threads() <= soak.before.threads() + 10);
            row(what + ", file handles", 2, soak.before.descriptors() + " to " + soak.after.descriptors(), "+10",
                soak.after.descriptors() <= soak.before.descriptors() + 10);
            row(what + ", files in the home", 2, soak.before.files() + " to " + soak.after.files(), "+20", soak.after.files() <= soak.before.files() + 20);
            assertThat(neighbour.broken()).isEmpty();
            assertThat(server.alive()).isTrue();
        }
    }

    private ProgramProcess start() throws IOException {
        return ProgramProcess.start(folder.resolve("home"), folder.resolve("errors"), List.of(ChildProcess.LAUNCH_OPTIONS));
    }

    /// Churn, first to warm up, then for the time that counts. Before and after what is held is taken while only the neighbor is there.
    private Soak soak(ProgramProcess server, NeighbourFake neighbour, Duration warmUp, Duration length) throws Exception {
        churn(server, neighbour, warmUp);
        Held before = settled(server);
        neighbour.reset();
        Churn churn = churn(server, neighbour, length);
        NeighbourFake.Measured measured = neighbour.measured();
        return new Soak(churn.connections(), churn.refused(), before, settled(server), measured);
    }

    private Churn churn(ProgramProcess server, NeighbourFake neighbour, Duration length) throws InterruptedException {
        try (Churn churn = new Churn(time, server)) {
            long end = time.nanos() + length.toNanos();
            while (time.nanos() < end && neighbour.broken().isEmpty() && server.alive()) {
                time.sleep(Duration.ofMillis(200));
            }
            return churn;
        }
    }

    /// What the process holds once its handles stopped becoming fewer.
    private Held settled(ProgramProcess server) {
        AtomicReference<Held> last = new AtomicReference<>(new Held(0, Long.MAX_VALUE, Long.MAX_VALUE, 0));
        Awaitility.await().atMost(Duration.ofMinutes(10)).pollInterval(Duration.ofMillis(500)).until(() -> {
            Held now = server.held(folder.resolve("home"));
            Held before = last.getAndSet(now);
            return now.descriptors() >= before.descriptors() && now.threads() >= before.threads();
        });
        return last.get();
    }

    private static void row(String what, long cases, String worst, String limit, boolean held) {
        ProofTable.record(new ProofTable.Row(what, cases, worst, limit, held));
    }
}
