package earshot.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A file of a session that grows: its size is known before it is on the disk.
class CountedFileTest {
    @TempDir
    private Path directory;

    @Test
    void whatWasPutInIsCountedBeforeItIsOnTheDisk() throws IOException {
        Path path = directory.resolve("events.ndjson");
        try (CountedFile file = new CountedFile(path)) {
            assertThat(file.bytes()).isZero();
            file.write(new byte[] {1, 2, 3});
            file.write(4);
            file.write(new byte[] {0, 5, 6, 0}, 1, 2);
            assertThat(file.bytes()).isEqualTo(6);
            assertThat(path).as("it waits for more").isEmptyFile();
            file.flush();
            assertThat(path).hasBinaryContent(new byte[] {1, 2, 3, 4, 5, 6});
            file.flush();
            assertThat(file.bytes()).as("handing over adds nothing").isEqualTo(6);
        }
    }

    @Test
    void closingWritesWhatWaitsAndTheNumberStays() throws IOException {
        Path path = directory.resolve("turns.ndjson");
        CountedFile file = new CountedFile(path);
        file.write(new byte[100_000]);
        file.write('\n');
        file.close();
        assertThat(path).hasSize(100_001);
        assertThat(file.bytes()).isEqualTo(100_001);
    }

    @Test
    void aFileThatWasThereBeginsAnew() throws IOException {
        Path path = Files.writeString(directory.resolve("events.ndjson"), "of a session before");
        try (CountedFile file = new CountedFile(path)) {
            assertThat(file.bytes()).isZero();
            file.write("new".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(path).hasContent("new");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyItsOwnerMayReadIt() throws IOException {
        Path open = Files.writeString(directory.resolve("open"), "x");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        for (Path path : List.of(open, directory.resolve("fresh"))) {
            try (CountedFile _ = new CountedFile(path)) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------");
            }
        }
    }

    @Test
    void whereNoFileCanBeNothingIsOpened() {
        assertThatThrownBy(() -> new CountedFile(directory.resolve("absent").resolve("x"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> new CountedFile(directory)).isInstanceOf(IOException.class);
    }
}
