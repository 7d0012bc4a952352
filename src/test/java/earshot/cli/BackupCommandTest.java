package earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.store.Database;
import earshot.store.HomeDirectory;
import earshot.store.HomeLock;
import earshot.time.WallClockFake;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// `backup` and `restore` as they are typed, while nothing runs.
class BackupCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    private Path home;
    private Path file;

    @BeforeEach
    void aHome() throws IOException {
        home = Files.createDirectories(directory.resolve("home"));
        file = directory.resolve("earshot.zip");
        Database.open(new HomeDirectory(home), List.of()).close();
        Files.writeString(home.resolve("settings.yaml"), "prompt: You are kind.\n");
        Files.writeString(home.resolve("secrets.yaml"), "LLM: {big: {api_key: sk-of-the-backup}}\n");
    }

    @Test
    void whatWasBackedUpIsThereAgainAndTheFormerFilesAreKept() throws IOException {
        assertThat(run("backup", file)).isZero();
        assertThat(out.toString().lines()).hasSize(2).first().asString().startsWith("backed up " + home + " to " + file + " (").endsWith(" KiB)");
        Files.writeString(home.resolve("settings.yaml"), "prompt: You are rude.\n");
        out.getBuffer().setLength(0);
        assertThat(run("restore", file)).isZero();
        assertThat(home.resolve("settings.yaml")).content().isEqualTo("prompt: You are kind.\n");
        assertThat(home.resolve("secrets.yaml")).content().contains("sk-of-the-backup");
        Matcher former = Pattern.compile("restored " + Pattern.quote(home.toString()) + "; the former files lie in (.+)\\R").matcher(out.toString());
        assertThat(former.matches()).isTrue();
        assertThat(Path.of(former.group(1)).resolve("settings.yaml")).content().contains("rude");
    }

    @Test
    void aFileThatExistsIsReplacedOnlyWhenThatIsSaid() throws IOException {
        Files.writeString(file, "my own");
        assertThat(run("backup", file)).isEqualTo(2);
        assertThat(err.toString()).contains(file + " exists; --force replaces it").contains("Usage: ");
        assertThat(file).content().isEqualTo("my own");
        assertThat(run("backup", "--force", file)).isZero();
        assertThat(Files.readAllBytes(file)).startsWith('P', 'K');
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyItsOwnerMayReadTheFile() throws IOException {
        Files.writeString(file, "");
        run("backup", "--force", file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @Test
    void aBackupThatCannotBeWrittenIsAProblem() {
        assertThat(run("backup", directory.resolve("none/earshot.zip"))).isEqualTo(1);
        assertThat(err.toString().lines().map(line -> line.substring(0, 5))).containsExactly("what:", "why: ", "do:  ");
    }

    @Test
    void aHomeThatNobodyUsedYetIsNoBackup() throws IOException {
        Files.delete(home.resolve("earshot.db"));
        assertThat(run("backup", file)).isEqualTo(1);
        assertThat(err.toString()).contains(ProblemReason.text(ProblemReason.HOME_EMPTY.toString(), Locale.getDefault())).contains(home.toString());
        assertThat(file).doesNotExist();
    }

    @Test
    void whatIsNoBackupChangesNothing() throws IOException {
        Files.writeString(file, "Notes of the meeting");
        assertThat(run("restore", file)).isEqualTo(1);
        assertThat(err.toString()).contains(file.toString()).startsWith("what: ");
        assertThat(run("restore", directory.resolve("none.zip"))).isEqualTo(1);
        assertThat(home.resolve("settings.yaml")).content().contains("kind");
        assertThat(run("restore")).isEqualTo(2);
    }

    @Test
    void aProgramThatRunsAndDoesNotTakeItIsToldAndTheBackupWaits() {
        run("backup", file);
        try (HomeLock _ = HomeLock.take(new HomeDirectory(home))) {
            assertThat(run("restore", file)).isEqualTo(1);
        }
        assertThat(err.toString()).contains(Problem.of(ProblemCode.RESTORE_WAITS, file).what(Locale.getDefault()));
        err.getBuffer().setLength(0);
        assertThat(run("restore", file)).as("later").isZero();
    }

    private int run(String command, Object... arguments) {
        List<String> all = Stream.concat(Stream.of(command, "--home", home.toString()), Arrays.stream(arguments).map(String::valueOf)).toList();
        return new Program(new HastyTime(), (_, _, _) -> {
            throw new AssertionError("no window was asked for");
        }, new PrintWriter(out, true), new PrintWriter(err, true)).run(all);
    }

    /// Real time in which nobody sleeps.
    private static final class HastyTime extends WallClockFake {
        @Override
        public void sleep(Duration pause) {}
    }
}
