package earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.capture.SessionFile;
import earshot.capture.SessionFileReader;
import earshot.engine.FaultCommand;
import earshot.fault.Fault;
import earshot.fault.FaultKind;
import earshot.fault.FaultSide;
import earshot.id.DeviceId;
import earshot.time.SystemTime;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordOptionTest {
    private static final DeviceId BOARD = new DeviceId("aa:bb:cc:00:00:42");

    @TempDir
    Path directory;

    private final StringWriter err = new StringWriter();

    @Test
    @DisplayName("U27, U53: --record makes a session file of what passed from the start to the end of the program, and leaves an existing one alone")
    void whatPassesIsRecorded() throws IOException {
        Path file = directory.resolve("run.earshot");
        assertThat(run(file)).as(err.toString()).isZero();
        SessionFile recorded = SessionFileReader.read(file);
        assertThat(recorded.rows()).anyMatch(row -> row.device().equals(Optional.of(BOARD)));
        assertThat(Files.exists(directory.resolve("run.earshot.part"))).isFalse();

        byte[] before = Files.readAllBytes(file);
        assertThat(run(file)).isEqualTo(2);
        assertThat(err.toString()).contains("--record", "exists already");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void whereNothingCanBeWrittenTheProgramDoesNotStart() throws IOException {
        assertThat(run(Files.createFile(directory.resolve("notes")).resolve("run.earshot"))).isEqualTo(1);
        assertThat(err.toString()).contains("what:", "run.earshot");
    }

    @Test
    void aFurtherRunGetsAFileBesideTheFirst() throws IOException {
        Path first = directory.resolve("run.earshot");
        assertThat(RecordingFile.unused(first)).isEqualTo(first);
        Files.createFile(first);
        assertThat(RecordingFile.unused(first)).isEqualTo(directory.resolve("run-2.earshot"));
        Files.createDirectory(directory.resolve("run-2.earshot.part"));
        assertThat(RecordingFile.unused(first)).isEqualTo(directory.resolve("run-3.earshot"));
        assertThat(RecordingFile.unused(Files.createFile(directory.resolve("plain")))).isEqualTo(directory.resolve("plain-2"));
    }

    private int run(Path file) {
        return new Program(new SystemTime(), (_, engine, _) -> {
            engine.apply(new FaultCommand.SwitchOn(BOARD, FaultSide.SERVER, Fault.usual(FaultKind.LOSS))).outcome().join();
            return ConsoleHandleFake.closedAtOnce();
        }, new PrintWriter(Writer.nullWriter(), true), new PrintWriter(err, true)).run(List.of("--home", directory.resolve("home").toString(),
            "--host", "127.0.0.1", "--port", "0", "--http-port", "0", "--record", file.toString()));
    }
}
