package earshot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.store.ChildProcess;
import earshot.time.SystemTime;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real program, a device that talks and pings, and eight that do their worst: first all in one way, for each way, then each in another. The attackers are
/// niced, for on a computer with few cores they would take from server and neighbor what no attacker from elsewhere can take. Before each attack the neighbor is
/// measured alone: where even that is slow, the computer has other work, and nothing was tried.
@Tag("proof")
class EightAttackersTest {
    private static final long PING_LIMIT = 50;
    private static final long ALONE_LIMIT = PING_LIMIT / 2;
    private static final Duration ALONE = Duration.ofSeconds(5);
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    private final SystemTime time = new SystemTime();
    private final List<String> broken = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    @DisplayName("row 33: 99 % of a neighbour's pings stay under 50 ms and none of its frames is late while eight connections do their worst")
    void aNeighbourIsServedAllTheSame() throws Exception {
        Duration length = Duration.ofSeconds(Integer.getInteger("earshot.proof.attack.seconds", 30));
        try (ProgramProcess server = ProgramProcess.start(folder.resolve("home"), folder.resolve("errors"), List.of(ChildProcess.LAUNCH_OPTIONS));
            NeighbourFake neighbour = new NeighbourFake(time, server.port())) {
            // the recognizer is loaded by the first turns
            Awaitility.await().atMost(Duration.ofMinutes(10)).until(() -> neighbour.answers() > 1 || neighbour.broken().isPresent());
            for (Attack attack : Attack.values()) {
                attacked(server, neighbour, attack.words, List.of(attack), length);
            }
            attacked(server, neighbour, "each in another way", List.of(Attack.values()).subList(0, Attackers.COUNT), length);
            assertThat(neighbour.broken()).isEmpty();
            assertThat(server.alive()).isTrue();
        }
        assertThat(broken).isEmpty();
    }

    private void attacked(ProgramProcess server, NeighbourFake neighbour, String what, List<Attack> attacks, Duration length) throws Exception {
        long alone = measured(neighbour, ALONE).ping().toMillis();
        Process attackers = Attackers.start(server.port(), attacks, folder.resolve("attackers"));
        try {
            time.sleep(WARM_UP);
            NeighbourFake.Measured measured = measured(neighbour, length);
            boolean stays = attackers.isAlive() && neighbour.broken().isEmpty();
            ProofTable.Row row = row("eight attackers (niced), " + what, alone, measured, stays);
            ProofTable.record(row);
            if (!stays || row.verdict() == ProofTable.Verdict.BROKEN) {
                broken.add(row.toString());
            }
        } finally {
            attackers.destroyForcibly().waitFor();
        }
    }

    private NeighbourFake.Measured measured(NeighbourFake neighbour, Duration length) {
        neighbour.reset();
        time.sleep(length);
        return neighbour.measured();
    }

    /// @param alone how long 99 % of the pings took without the attack, in milliseconds
    private static ProofTable.Row row(String what, long alone, NeighbourFake.Measured measured, boolean stays) {
        long slow = measured.ping().toMillis();
        String worst = "99 %% of pings in %d ms (%d alone), %d of %d frames late".formatted(slow, alone, measured.late(), measured.frames());
        boolean held = stays && measured.frames() > 0 && slow < PING_LIMIT && measured.late() == 0;
        boolean said = held || !stays || alone < ALONE_LIMIT && measured.frames() > 0;
        return said ? new ProofTable.Row(what, measured.pings(), worst, PING_LIMIT + " ms, 0", held)
            : ProofTable.Row.notRun(what, measured.pings(), worst + ": the computer has other work");
    }
}
