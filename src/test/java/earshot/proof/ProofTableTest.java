package earshot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class ProofTableTest {
    @Test
    void theTableHasEvenColumnsAndShoutsWhatBroke() {
        String table = ProofTable
            .table(List.of(new ProofTable.Row("codec", 1_000_000, "3 ms/kB", "50 ms/kB", true), new ProofTable.Row("kill -9", 100, "1 lost", "none", false)));
        assertThat(table).isEqualTo("""
            | what    |     cases | worst   | limit    | verdict |
            | ------- | --------- | ------- | -------- | ------- |
            | codec   | 1 000 000 | 3 ms/kB | 50 ms/kB | held    |
            | kill -9 |       100 | 1 lost  | none     | BROKEN  |
            """);
    }

    @Test
    void whatWasNotRunHasNotHeld() {
        ProofTable.Row row = ProofTable.Row.notRun("disk full", 0, "nothing can be mounted");
        assertThat(row.held()).isFalse();
        assertThat(ProofTable.Row.of(row.line())).as("as it is read again").isEqualTo(row);
        assertThat(ProofTable.table(List.of(row))).endsWith("| disk full |     0 | nothing can be mounted | –     | not run |\n");
    }

    @Test
    void aHandfulOfInputsProvesNothing() {
        assertThat(CoverageGuidedTarget.row("OTA", 2, "3.0 ms/kB")).isEqualTo(ProofTable.Row.notRun("coverage-guided OTA", 2, "3.0 ms/kB, too few inputs"));
        assertThat(CoverageGuidedTarget.row("OTA", CoverageGuidedTarget.FEWEST, "3.0 ms/kB").held()).isTrue();
    }
}
