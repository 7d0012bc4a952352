package earshot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class ProofTableTest {
    @Test
    void theTableHasEvenColumnsAndShoutsWhatBroke() {
        String table = ProofTable.table(List.of(new ProofTable.Row("codec", 1_000_000, "3 ms/kB", "50 ms/kB", true), new ProofTable.Row("kill -9", 100, "1 lost", "none", false)));
        assertThat(table).isEqualTo("""
            | what    |     cases | worst   | limit    | verdict |
            | ------- | --------- | ------- | -------- | ------- |
            | codec   | 1 000 000 | 3 ms/kB | 50 ms/kB | held    |
            | kill -9 |       100 | 1 lost  | none     | BROKEN  |
            """);
    }
}
