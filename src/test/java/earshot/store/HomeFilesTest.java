package earshot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is read, backed up and swept of the files of a home.
class HomeFilesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path directory;

    private HomeDirectory home;

    @BeforeEach
    void aHome() throws IOException {
        home = new HomeDirectory(directory.resolve("home")).prepared();
        Files.createDirectories(home.temporary());
        Files.createDirectories(home.backups());
    }

    @Test
    void whatKilledProcessesLeftIsSweptAndWhatALivingOneWritesIsNot() throws Exception {
        Process other = ChildProcess.start(LockOwnerProcess.class, List.of(directory.resolve("other").toString()), directory.resolve("errors"));
        try {
            List<Path> left = List.of(home.path().resolve("restore.new-999999999/meetings/m1.json"), home.temporary().resolve("backup-999999999.db"),
                home.temporary().resolve("backup-999999999.db.new"),
                home.temporary().resolve("earshot.db.damaged-wal"), home.backups().resolve("earshot-20261122-100000.db.new"));
            List<Path> kept = List.of(home.temporary().resolve("backup-" + other.pid() + ".db.new"), home.backups().resolve("earshot-20261122-100000.db"),
                home.path().resolve("restore/settings.yaml"));
            for (Path file : Stream.concat(left.stream(), kept.stream()).toList()) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, "x");
            }
            HomeInspection.inspect(home, NOW);
            assertThat(left).noneMatch(Files::exists);
            assertThat(home.path().resolve("restore.new-999999999")).doesNotExist();
            assertThat(kept).allMatch(Files::exists);
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void aBackupThatFailsLeavesNothing() throws IOException {
        Files.write(home.database(), new byte[5000]);
        assertThatThrownBy(() -> new DatabaseBackups(home).make(NOW)).isInstanceOf(SQLException.class);
        assertThat(home.backups()).isEmptyDirectory();
    }

    @Test
    void aBackupFromTheFutureIsTheOldest() throws Exception {
        try (var connection = Sqlite.plain(home.database())) {
            Sqlite.execute(connection, "create table t (id integer)");
        }
        DatabaseBackups backups = new DatabaseBackups(home);
        Files.writeString(home.backups().resolve("earshot-20990101-000000.db"), "x");
        assertThat(backups.newest(NOW)).as("there is one").isPresent();
        for (int day = 0; day < DatabaseBackups.KEPT; day++) {
            Instant at = NOW.plus(Duration.ofDays(day));
            backups.make(at);
            assertThat(backups.newest(at)).contains(at);
        }
        assertThat(home.backups().resolve("earshot-20990101-000000.db")).doesNotExist();
    }

    @Test
    void meetingsBehindALinkAreBackedUp() throws IOException {
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere/segments")).getParent();
        Files.writeString(elsewhere.resolve("m1.json"), "{}");
        Files.writeString(elsewhere.resolve("segments/m1_shard_0.json"), "{}");
        Files.createSymbolicLink(home.meetings(), elsewhere);
        assertThat(HomeContent.files(home)).containsOnlyKeys("meetings/m1.json", "meetings/segments/m1_shard_0.json");
    }

    @Test
    void recordingsThatWereEndedAreBackedUp() throws IOException {
        for (String name : List.of("a.earshot", "b.earshot.part/manifest.json", "c.earshot.new", "notes.txt", "d.earshot/inside.earshot")) {
            Path file = home.sessions().resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "x");
        }
        assertThat(HomeContent.files(home)).containsOnlyKeys("sessions/a.earshot");
        assertThat(HomeContent.allows("sessions/a.earshot")).isTrue();
        assertThat(List.of("sessions/a.zip", "sessions/x/a.earshot", "sessions/..", "sessions", "other/a.earshot", "a.earshot")).noneMatch(HomeContent::allows);
    }

    @Test
    void recordingsAreReplacedOnlyByOthers() throws IOException {
        Path recording = Files.createDirectories(home.sessions()).resolve("now.earshot");
        Files.writeString(recording, "now");
        Path staged = Files.createDirectories(home.path().resolve("restore"));
        Files.writeString(staged.resolve("settings.yaml"), "");
        HomeRestore.apply(home, NOW);
        assertThat(recording).as("the backup has none").hasContent("now");
        Files.createDirectories(staged.resolve("sessions"));
        Files.writeString(staged.resolve("sessions/then.earshot"), "then");
        Path replaced = HomeRestore.apply(home, NOW.plusSeconds(1)).orElseThrow();
        assertThat(home.sessions()).isDirectoryContaining("glob:**then.earshot").isDirectoryNotContaining("glob:**now.earshot");
        assertThat(replaced.resolve("sessions/now.earshot")).hasContent("now");
    }

    @Test
    void aFileBeyondItsLimitIsNotRead() throws IOException {
        Path file = directory.resolve("huge");
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(3L << 30);
        }
        assertThatThrownBy(() -> BoundedFile.read(file, 10)).isInstanceOf(BoundedFile.TooLargeException.class)
            .hasMessageContaining("huge has 3221225472 bytes");
        assertThat(BoundedFile.start(file, 10)).hasSize(10);
        assertThat(BoundedFile.end(file, 10)).hasSize(10);
        assertThat(BoundedFile.read(Files.writeString(directory.resolve("small"), "0123456789"), 10)).hasSize(10);
    }
}
