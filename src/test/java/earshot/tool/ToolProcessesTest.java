package earshot.tool;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.store.ChildProcess;
import earshot.time.SystemTime;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real processes that do not want to end.
class ToolProcessesTest {
    /// Ignores the end of its input and every signal that can be ignored; so do a child of it, and one whose parent has ended.
    static final String STUBBORN = """
        trap '' TERM HUP INT
        sleep 1009 &
        (sleep 1009 &)
        while :; do sleep 1009; done
        """;

    @TempDir
    Path directory;

    private final TimeFake time = new TimeFake();

    @BeforeEach
    void onlyOnLinux() {
        Assumptions.assumeTrue(ProcessMark.readable(), "the environment of processes cannot be read here");
    }

    @AfterEach
    void leaveNothing() {
        sleeping().forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void aProgramThatIgnoresItsEndIsKilledWithAllThatItHasStarted() throws Exception {
        try (ToolProcesses programs = new ToolProcesses(time, record())) {
            ToolProcesses.ToolProcess program = programs.start(shell(STUBBORN));
            ToolProcesses.ToolProcess other = programs.start(shell("sleep 1009"));
            awaitSleeping(4);
            programs.end(program);
            assertThat(program.process().isAlive()).as("it has time to end").isTrue();
            time.advance(ToolProcesses.GRACE);
            awaitSleeping(1);
            program.process().onExit().join();
            assertThat(other.process().isAlive()).isTrue();
            await().untilAsserted(() -> assertThat(Files.readAllLines(record())).as("the mark, and the program that runs").hasSize(2));
        }
        assertThat(record()).doesNotExist();
    }

    @Test
    void whatAnEndedProgramHasLeftIsKilled() throws Exception {
        try (ToolProcesses programs = new ToolProcesses(time, record())) {
            ToolProcesses.ToolProcess program = programs.start(shell("sleep 1009 & sleep 1009 &"));
            program.process().onExit().join();
            awaitSleeping(2);
            programs.end(program);
            time.advance(ToolProcesses.GRACE);
            awaitSleeping(0);
        }
    }

    @Test
    void noneOutlivesTheProgramAndNoneIsStartedAfterItsEnd() throws Exception {
        ToolProcesses programs = new ToolProcesses(new SystemTime(), record());
        programs.start(shell(STUBBORN));
        awaitSleeping(3);
        programs.close();
        awaitSleeping(0);
        assertThatThrownBy(() -> programs.start(shell("sleep 1009"))).isInstanceOf(IOException.class);
        awaitSleeping(0);
    }

    @Test
    void noneOutlivesAProgramThatIsKilled() throws Exception {
        Process owner = startOwner();
        awaitSleeping(3);
        owner.destroyForcibly().onExit().join();
        awaitSleeping(0);
    }

    @Test
    void theNextStartKillsWhatIsLeftWhereTheWatchingShellWasKilledToo() throws Exception {
        Process owner = startOwner();
        awaitSleeping(3);
        await().until(() -> Files.readAllLines(record()).size() == 2);
        owner.descendants().filter(process -> commandLine(process).contains("environ")).forEach(ProcessHandle::destroyForcibly);
        owner.destroyForcibly().onExit().join();
        assertThat(sleeping()).hasSize(3);
        try (ToolProcesses next = new ToolProcesses(time, record())) {
            awaitSleeping(0);
            assertThat(next).isNotNull();
        }
    }

    @Test
    void aRecordWithAProcessOfAnotherStartKillsNothing() throws Exception {
        Process innocent = shell("sleep 1009").start();
        Files.write(record(), List.of(UUID.randomUUID().toString(), innocent.pid() + " 1000", "nonsense", "99999999999999999999 1"));
        try (ToolProcesses next = new ToolProcesses(time, record())) {
            assertThat(innocent.isAlive()).isTrue();
            assertThat(next).isNotNull();
        }
        Files.writeString(record(), "\0\0\0");
        new ToolProcesses(time, record()).close();
        assertThat(innocent.isAlive()).isTrue();
    }

    private Process startOwner() throws IOException {
        return ChildProcess.start(ToolProcessesOwner.class, List.of(record().toString()), directory.resolve("errors.txt"));
    }

    private Path record() {
        return directory.resolve("processes.txt");
    }

    static ProcessBuilder shell(String script) {
        return new ProcessBuilder("/bin/sh", "-c", script);
    }

    private void awaitSleeping(int number) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(sleeping()).hasSize(number));
    }

    /// One that ended and that nobody has collected has no command line any more.
    private static List<ProcessHandle> sleeping() {
        return ProcessHandle.allProcesses().filter(process -> commandLine(process).equals("sleep 1009 ")).toList();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1).replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }
}
