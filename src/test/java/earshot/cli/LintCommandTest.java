package earshot.cli;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.capture.SampleSession;
import earshot.capture.SessionEntry;
import earshot.capture.SessionFile;
import earshot.capture.SessionFileWriter;
import earshot.event.Direction;
import earshot.time.WallClockFake;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `lint` as it is typed.
class LintCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir
    private Path directory;
    private Path file;

    @BeforeEach
    void aFile() {
        file = directory.resolve("x.earshot");
    }

    @Test
    @DisplayName("U46: findings are printed in words with exit code 1")
    void findingsArePrintedInWords() throws IOException {
        SessionFileWriter.write(SampleSession.file(), file, _ -> {});
        assertThat(run("lint", file.toString())).isEqualTo(1);
        assertThat(out.toString().lines()).anyMatch(line -> line.matches("22:00:0\\d\\.\\d{3}  aa:bb:cc:00:00:01  #1  framing-received  x1"))
            .anyMatch(line -> line.startsWith("  what: "))
            .anyMatch(line -> line.startsWith("  do:   ")).last().asString().matches("1 connection, \\d+ findings");
        assertThat(err.toString()).isEmpty();
        out.getBuffer().setLength(0);

        assertThat(run("lint", "--json", file.toString())).isEqualTo(1);
        JsonNode all = JSON.readTree(out.toString());
        assertThat(all).anySatisfy(one -> {
            assertThat(one.path("rule").asText()).isEqualTo("framing-received");
            assertThat(one.path("side").asText()).isEqualTo("device");
            assertThat(one.path("count").asInt()).isEqualTo(1);
            assertThat(one.path("do").asText()).isNotBlank();
        });
    }

    @Test
    void withoutFindingsTheExitCodeIsZero() throws IOException {
        SessionFile sample = SampleSession.file();
        List<SessionEntry> good = sample.entries().stream().filter(entry -> entry instanceof SessionEntry.Connected
            || entry instanceof SessionEntry.Text text && text.direction() == Direction.OUT || entry instanceof SessionEntry.Closed).toList();
        SessionFileWriter.write(new SessionFile(sample.manifest(), good.reversed().subList(2, 3), List.of(), List.of(), List.of()), file, _ -> {});
        assertThat(run("lint", file.toString())).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("1 connection, 0 findings");
    }

    @Test
    void aFileThatIsNoneIsRefusedInWords() throws IOException {
        Files.writeString(file, "nothing");
        assertThat(run("lint", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("what: The session file " + file, "why:  It is no session file", "do:   ");
        assertThat(out.toString()).isEmpty();
    }

    private int run(String... arguments) {
        return new Program(new WallClockFake(), (_, _, _) -> {
            throw new IllegalStateException("no window");
        }, new PrintWriter(out, true), new PrintWriter(err, true)).run(List.of(arguments));
    }
}
