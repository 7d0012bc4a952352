package earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.store.ChildProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real program in homes with unusual names.
class HomePathsTest {
    @TempDir
    Path directory;

    @Test
    void aHomeMayHaveAnyName() throws Exception {
        Path home = directory.resolve("100%d off%41 (a) [b] {c} ?x=1#y +客厅");
        Process server = ChildProcess.startProgram(List.of(),
            List.of("--headless", "--home", home.toString(), "--host", "127.0.0.1", "--port", "0", "--http-port", "0", "--log-level", "debug"),
            directory.resolve("err"));
        try {
            assertThat(server.inputReader().readLine()).as(Files.readString(directory.resolve("err"))).startsWith("ready ");
        } finally {
            server.destroy();
        }
        server.waitFor();
        assertThat(home.resolve("earshot.db")).isNotEmptyFile();
        assertThat(home.resolve("logs/earshot.log")).content().contains(" DEBUG ");
        assertThat(home.resolve("native")).isNotEmptyDirectory();
        try (Stream<Path> all = Files.list(directory)) {
            assertThat(all).as("nothing beside it").hasSize(2);
        }
        try (Stream<Path> all = Files.walk(home)) {
            assertThat(all.filter(path -> !permissions(path).equals(Files.isDirectory(path) ? "rwx------" : "rw-------"))).isEmpty();
        }
    }

    /// Java cannot name such a file with this locale, whatever its options.
    @Test
    void withoutALocaleOfUtf8AHomeInChineseIsRefusedWithWhatToSet() throws Exception {
        List<String> command = List.of("--module-path", System.getProperty("jdk.module.path"), "--module", "earshot/earshot.Main", "--headless");
        Path errors = directory.resolve("err");
        // the shell makes the bytes of the name: this process may be unable to
        List<String> shell = new ArrayList<>(List.of("/bin/sh", "-c", "exec \"$@\" --home \"$(printf '/tmp/earshot-\\345\\256\\242\\345\\216\\205')\"", "sh",
            ProcessHandle.current().info().command().orElseThrow(), "--enable-native-access=ALL-UNNAMED"));
        shell.addAll(command);
        ProcessBuilder program = new ProcessBuilder(shell).redirectError(errors.toFile());
        program.environment().put("LC_ALL", "C");
        Process server = program.start();
        assertThat(server.waitFor()).isEqualTo(1);
        assertThat(errors).content().contains("what: ", "do:   ").contains("LC_ALL=C.UTF-8").doesNotContain("Usage:", "Exception");
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
