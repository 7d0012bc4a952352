package earshot.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The directory of a session becomes one file, or stays as it is.
class SessionPackerTest {
    @TempDir
    private Path directory;

    private Path part;
    private Path file;

    @BeforeEach
    void aSessionGrew() throws IOException {
        part = directory.resolve("x.earshot.part");
        file = directory.resolve("x.earshot");
        Files.createDirectories(part.resolve("sound"));
        put("turns.ndjson", "turns");
        put("manifest.json", "manifest");
        put("events.ndjson", "");
        put("sound/2-in.ogg", "two");
        put("sound/1-out.ogg", "one out");
        put("sound/1-in.ogg", "one in");
    }

    @Test
    void whatIsReadFirstStandsFirstAndTheDirectoryIsGone() throws IOException {
        SessionPacker.pack(part, file, _ -> {});
        assertThat(packed()).containsExactly(Map.entry("manifest.json", "manifest"), Map.entry("events.ndjson", ""), Map.entry("turns.ndjson", "turns"),
            Map.entry("sound/1-in.ogg", "one in"), Map.entry("sound/1-out.ogg", "one out"), Map.entry("sound/2-in.ogg", "two"));
        assertThat(names()).containsExactly("x.earshot");
    }

    @Test
    void whatDoesNotBelongToASessionIsLeftOut() throws IOException {
        put("notes.txt", "mine");
        put("sound/1-in.ogg.new", "half");
        put("sound/0-in.ogg", "no connection");
        Files.createDirectory(part.resolve("problems.ndjson"));
        SessionPacker.pack(part, file, _ -> {});
        assertThat(packed()).hasSize(6).doesNotContainKeys("notes.txt", "problems.ndjson", "sound/0-in.ogg", "sound/1-in.ogg.new");
    }

    @Test
    void aSessionWithoutSoundIsPackedAsWell() throws IOException {
        try (Stream<Path> sounds = Files.list(part.resolve("sound"))) {
            for (Path sound : sounds.toList()) {
                Files.delete(sound);
            }
        }
        Files.delete(part.resolve("sound"));
        SessionPacker.pack(part, file, _ -> {});
        assertThat(packed()).containsOnlyKeys("manifest.json", "events.ndjson", "turns.ndjson");
    }

    @Test
    void progressGrowsWithTheBytes() throws IOException {
        Files.write(part.resolve("sound/1-in.ogg"), new byte[300_000]);
        List<Double> progress = new ArrayList<>();
        SessionPacker.pack(part, file, progress::add);
        assertThat(progress).hasSizeGreaterThan(5).isSorted().allSatisfy(done -> assertThat(done).isBetween(0.0, 1.0));
        assertThat(progress.getFirst()).as("a manifest is little of it").isLessThan(0.01);
        assertThat(progress.getLast()).isGreaterThan(0.999);
    }

    @Test
    void aDirectoryThatIsNoSessionStaysAndNothingIsWritten() throws IOException {
        Files.delete(part.resolve("manifest.json"));
        assertThatThrownBy(() -> SessionPacker.pack(part, file, _ -> {})).isInstanceOf(NoSuchFileException.class).hasMessageContaining("x.earshot.part");
        assertThat(names()).containsExactly("x.earshot.part");
        assertThat(part.resolve("sound/2-in.ogg")).hasContent("two");
    }

    @Test
    void workThatIsEndedLeavesTheDirectoryAndTheFileThatWasThere() throws IOException {
        Files.writeString(file, "before");
        assertThatThrownBy(() -> SessionPacker.pack(part, file, done -> {
            if (done > 0.5) {
                throw new CancellationException();
            }
        })).isInstanceOf(CancellationException.class);
        assertThat(file).hasContent("before");
        assertThat(names()).containsExactly("x.earshot", "x.earshot.part");
        SessionPacker.pack(part, file, _ -> {});
        assertThat(packed()).as("it can be done again").hasSize(6);
    }

    @Test
    void whereNoFileCanBeTheDirectoryStays() {
        assertThatThrownBy(() -> SessionPacker.pack(part, directory.resolve("absent").resolve("x.earshot"), _ -> {})).isInstanceOf(IOException.class);
        assertThat(part.resolve("manifest.json")).hasContent("manifest");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyItsOwnerMayReadTheFile() throws IOException {
        SessionPacker.pack(part, file, _ -> {});
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    private void put(String name, String content) throws IOException {
        Files.writeString(part.resolve(name), content);
    }

    private Map<String, String> packed() throws IOException {
        Map<String, String> packed = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                packed.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return packed;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
