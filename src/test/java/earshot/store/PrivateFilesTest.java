package earshot.store;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may use the files of a home, and how files are named that others name.
class PrivateFilesTest {
    @TempDir
    Path directory;

    @Test
    void whatIsMadeAndWhatWasThereBelongsToItsOwnerOnly() throws IOException {
        Path below = PrivateFiles.createDirectories(directory.resolve("a/b"));
        Path open = Files.createFile(below.resolve("open"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-r--")));
        PrivateFiles.write(open, "x".getBytes());
        PrivateFiles.write(below.resolve("fresh"), "x".getBytes());
        PrivateFiles.replace(below.resolve("replaced"), "y".getBytes());

        assertThat(List.of(directory.resolve("a"), below)).allMatch(path -> permissions(path).equals("rwx------"));
        assertThat(List.of(open, below.resolve("fresh"), below.resolve("replaced"))).allMatch(path -> permissions(path).equals("rw-------"));
    }

    @Test
    void aHomeIsClosedToOthersButADirectoryThatHoldsSomethingElseStaysAsItIs() throws IOException {
        Path shared = Files.createDirectory(directory.resolve("shared"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.createFile(shared.resolve("somebody's"));
        new HomeDirectory(shared).prepared();
        assertThat(permissions(shared)).isEqualTo("rwxr-xr-x");
        for (String ours : List.of("lock", "earshot.db", "settings.yaml")) {
            Files.createFile(shared.resolve(ours));
            new HomeDirectory(shared).prepared();
            assertThat(permissions(shared)).as("at a later start").isEqualTo("rwxr-xr-x");
        }
        Files.delete(shared.resolve("somebody's"));
        new HomeDirectory(shared).prepared();
        assertThat(permissions(shared)).isEqualTo("rwx------");
        assertThat(permissions(new HomeDirectory(directory.resolve("new/home")).prepared().path())).isEqualTo("rwx------");
    }

    static List<String> ids() {
        return List.of("", ".", "..", "../../etc/passwd", "a/b", "a\\b", "a\0b", "C:x", "con", "NUL.txt", "lpt1", "会议".repeat(80), "会议".repeat(80) + "二",
            "x".repeat(300), "*?<>|\"", "\u202Egnp.exe", "🎙".repeat(60));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void everyIdHasAFileOfItsOwn(String id) throws IOException {
        Path file = directory.resolve(FileName.of(id) + ".packets");
        Files.createFile(file);
        assertThat(file.normalize().getParent()).isEqualTo(directory);
        assertThat(FileName.of(id)).matches("[A-Za-z0-9%_+-]{1,220}").doesNotMatch("(?i)(con|nul|lpt1)");
        assertThat(ids().stream().map(FileName::of)).doesNotHaveDuplicates();
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
