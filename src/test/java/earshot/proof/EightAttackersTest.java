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
/// niced, for on a computer with few cores they would take from server and neighbour what no attacker from elsewhere can take.
@Tag("proof")
class EightAttackersTest {
    private static final long PING_LIMIT = 50;
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    private final SystemTime time = new SystemTime();
    private final List<String> broken = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    @DisplayName("row 33: 99 % of a neighbour's pings stay under 50 ms and none of its frames is late while eight connections do their worst")
    void aNeighbourIsServedAllTheSame() throws Exception {
        Duration length = Duration.ofSeconds(Integer.getInteger("earshot.proof.attack.seconds", 20));
        try (ProgramProcess server = ProgramProcess.start(folder.resolve("home"), folder.resolve("errors"), List.of(ChildProcess.LAUNCH_OPTIONS)); NeighbourFake neighbour = new NeighbourFake(time, server.port())) {
            // the recogniser is loaded by the first turns
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
        Process attackers = Attackers.start(server.port(), attacks, folder.resolve("attackers"));
        try {
            time.sleep(WARM_UP);
            neighbour.reset();
            time.sleep(length);
            NeighbourFake.Measured measured = neighbour.measured();
            long slow = measured.ping().toMillis();
            boolean held = attackers.isAlive() && neighbour.broken().isEmpty() && measured.pings() > 0 && slow < PING_LIMIT && measured.late() == 0;
            ProofTable.Row row = new ProofTable.Row("eight attackers (niced), " + what, measured.pings(), "99 %% of pings in %d ms, %d of %d frames late".formatted(slow, measured.late(), measured.frames()), PING_LIMIT + " ms, 0", held);
            ProofTable.record(row);
            if (!held) {
                broken.add(row.toString());
            }
        } finally {
            attackers.destroyForcibly().waitFor();
        }
    }
}
