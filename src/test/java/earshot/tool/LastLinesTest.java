package earshot.tool;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class LastLinesTest {
    private final LastLines lines = new LastLines(List.of("hush-4711"));

    @Test
    void ofAFailureOfNodeTheReasonIsLeft() {
        """
            node:internal/modules/cjs/loader:1148
              throw err;
              ^

            \u001b[31mError: Cannot find module '/x'\u001b[0m
                at Module._resolveFilename (node:internal/modules/cjs/loader:1145:15)
                at node:internal/main/run_main_module:28:49 {
              code: 'MODULE_NOT_FOUND',
            }

            Node.js v20.20.2""".lines().forEach(lines::add);
        assertThat(lines).hasToString("node:internal/modules/cjs/loader:1148 | Error: Cannot find module '/x' | code: 'MODULE_NOT_FOUND',");
    }

    @Test
    void theLastLinesAreKeptCutAndWithoutTheSecretsOfTheEntry() {
        IntStream.range(0, 20).forEach(line -> lines.add("line " + line + " 键 " + "x".repeat(40)));
        assertThat(lines.add("  \u001b[31mkey hush-4711 is refused\u001b[0m")).as("as it may be shown").isEqualTo("  key *** is refused");
        assertThat(lines.add("    at x(y.js:1)")).as("shown, and no reason").isEqualTo("    at x(y.js:1)");
        assertThat(lines.toString()).startsWith("line 13 ").endsWith(" | key *** is refused").hasSizeLessThan(701);
        lines.add("y".repeat(1_000));
        lines.add("z".repeat(1_000));
        lines.add("z".repeat(1_000));
        assertThat(lines.toString()).startsWith("…").hasSize(701);
    }
}
