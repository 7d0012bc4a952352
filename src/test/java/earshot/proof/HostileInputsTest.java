package earshot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("small inputs of strangers neither break anything nor cost more than their length")
class HostileInputsTest {
    private static final int SHORT_CASES = 3_000;
    private static final long SEED = 20261129;

    @BeforeAll
    static void withoutLogs() {
        HostileTargets.muteLogs(true);
    }

    @AfterAll
    static void withLogs() {
        HostileTargets.muteLogs(false);
    }

    static List<HostileTarget> targets() {
        return HostileTargets.all();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aFewThousand(HostileTarget target) {
        run(target, SHORT_CASES, SEED);
    }

    @Tag("proof")
    @ParameterizedTest
    @MethodSource("targets")
    void aMillion(HostileTarget target) {
        ProofTable.record(run(target, Integer.getInteger("earshot.proof.cases", 1_000_000), System.nanoTime()));
    }

    private static ProofTable.Row run(HostileTarget target, int all, long seed) {
        int shares = targets().stream().mapToInt(HostileTarget::share).sum();
        HostileRun run = new HostileRun(target);
        ProofTable.Row row = run.run((int) ((long) all * target.share() / shares), seed);
        assertThat(row.held()).as("%s, seed %d, worst input %s", row, seed, run.worstInput()).isTrue();
        return row;
    }
}
