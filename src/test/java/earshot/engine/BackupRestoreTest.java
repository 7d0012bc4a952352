package earshot.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.engine.Operation.Outcome;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.MeetingSamples;
import earshot.meeting.store.DatabaseMeetingStore;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.store.Database;
import earshot.store.DatabaseBackups;
import earshot.store.DatabaseOpening;
import earshot.store.HomeArchive;
import earshot.store.HomeDirectory;
import earshot.store.HomeRestore;
import earshot.store.Migration;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A home is backed up to a file and restored from it, while the engine runs; backups from strangers are refused.
class BackupRestoreTest {
    private static final DeviceId DEVICE = new DeviceId("aa:bb:cc:dd:ee:01");
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    @TempDir
    Path elsewhere;

    private HomeDirectory home;

    @BeforeEach
    void aHomeInUse() throws Exception {
        home = new HomeDirectory(engine.directory());
        engine.startFromFile("prompt: You are kind.\n", new SpeechFactoryFake(""));
        engine.connect("xiaozhi", DEVICE.value(), Map.of());
        await().until(() -> engine.findDevice(DEVICE.value()).isPresent());
        engine.done(new Command.RenameDevice(DEVICE, "Kitchen"));
        engine.done(new Command.ApplySettings(Map.of("LLM.big.api_key", "sk-of-the-backup")));
        Files.createDirectories(home.meetings());
        Files.writeString(home.meetings().resolve("m1.json"), "{}");
    }

    @Test
    void whatIsBackedUpWhileItRunsIsThereAgainAfterItWasRestoredWhileItRuns() throws Exception {
        Path file = elsewhere.resolve("earshot.zip");
        assertThat(engine.done(new Command.BackUpHome(file))).isInstanceOf(Outcome.Done.class);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(names(file)).contains("earshot.db", "settings.yaml", "secrets.yaml", "meetings/m1.json").doesNotContain("lock");

        engine.done(new Command.RenameDevice(DEVICE, "Cellar"));
        engine.done(new Command.ApplySettings(Map.of("LLM.big.api_key", "sk-of-later", "prompt", "You are rude.")));
        assertThat(engine.done(new Command.RestoreHome(file))).isInstanceOf(Outcome.Done.class);
        await().until(() -> engine.restoreStaged().isDone());
        assertThat(engine.facts(DEVICE.value()).name()).as("nothing changes before it begins anew").isEqualTo("Cellar");
        engine.stop();
        engine.start(Map.of());

        assertThat(engine.facts(DEVICE.value()).name()).isEqualTo("Kitchen");
        assertThat(engine.model().settings().get().toString()).contains("You are kind.");
        assertThat(home.path().resolve("secrets.yaml")).content().contains("sk-of-the-backup").doesNotContain("sk-of-later");
        assertThat(engine.open(ProblemCode.HOME_RESTORED)).isTrue();
        Path former = Path.of(engine.model().problems().get().stream().filter(entry -> entry.problem().code() == ProblemCode.HOME_RESTORED).findFirst()
            .orElseThrow().problem().args().getFirst());
        assertThat(former.resolve("secrets.yaml")).content().contains("sk-of-later");
    }

    @Test
    void aBackupThatAnotherProcessMadeReadyIsFound() {
        Path file = elsewhere.resolve("earshot.zip");
        HomeArchive.write(home, file, _ -> {});
        Engine.stageRestore(home, file);
        await().atMost(Duration.ofSeconds(20)).until(() -> engine.restoreStaged().isDone());
    }

    @Test
    void whatHasTheNameOfAFileAndIsNoneDoesNotStandInTheWay() throws Exception {
        Path file = elsewhere.resolve("earshot.zip");
        HomeArchive.write(home, file, _ -> {});
        engine.stop();
        Path settings = home.path().resolve("settings.yaml");
        Files.delete(settings);
        Files.createDirectories(settings.resolve("x"));
        Engine.stageRestore(home, file);
        Path former = HomeRestore.apply(home, NOW).orElseThrow();
        assertThat(former.resolve("settings.yaml/x")).isDirectory();
        assertThat(settings).content().contains("You are kind.");

        // as an interrupted one may find it
        Files.move(settings, Files.createDirectory(home.path().resolve("restore.ready")).resolve("settings.yaml"));
        Files.createDirectories(settings.resolve("y"));
        HomeRestore.apply(home, NOW);
        assertThat(settings).isRegularFile();
        assertThat(home.path().resolve("restore.ready")).doesNotExist();
    }

    @Test
    void aRestoreThatWasInterruptedGoesOn() throws Exception {
        Path file = elsewhere.resolve("earshot.zip");
        HomeArchive.write(home, file, _ -> {});
        engine.stop();
        Engine.stageRestore(home, file);
        // as if the process had ended after half of the files were moved in
        Path cleared = Files.move(home.path().resolve("restore"), home.path().resolve("restore.ready"));
        for (String name : List.of("earshot.db", "settings.yaml", "secrets.yaml")) {
            Files.deleteIfExists(home.path().resolve(name));
        }
        Files.move(home.meetings(), elsewhere.resolve("meetings"));
        Files.move(cleared.resolve("settings.yaml"), home.path().resolve("settings.yaml"));

        HomeRestore.apply(home, NOW);
        assertThat(cleared).doesNotExist();
        engine.start(Map.of());
        assertThat(engine.facts(DEVICE.value()).name()).isEqualTo("Kitchen");
        assertThat(engine.model().settings().get().toString()).contains("You are kind.");
    }

    @ParameterizedTest
    @ValueSource(strings = { "../outside", "/etc/outside", "meetings/../../outside", "meetings/..", "a/b", "lock", "logs/x", "settings.yaml/x",
        "meetings/a/b/c/d", "meetings\\..\\x", "meetings/a\0b", "C:x", "replaced-x", "earshot.db-wal" })
    void aNameThatLeadsElsewhereIsRefused(String name) throws Exception {
        Path file = elsewhere.resolve("hostile.zip");
        zip(file, Map.of(name, "x".getBytes(UTF_8)), true);
        assertRefused(file);
        assertThat(elsewhere.resolve("outside")).doesNotExist();
    }

    @Test
    void whatIsNoBackupOrTooLargeOrDamagedOrForeignIsRefused() throws Exception {
        assertRefused(elsewhere.resolve("absent.zip"));
        assertRefused(Files.writeString(elsewhere.resolve("text"), "no archive"));
        Path file = elsewhere.resolve("hostile.zip");
        zip(file, Map.of("settings.yaml", "a: 1\n".getBytes(UTF_8)), false);
        assertRefused(file);
        zip(file, Map.of("settings.yaml", new byte[9 << 20]), true);
        assertRefused(file);
        zip(file, Map.of("earshot.db", new byte[5000]), true);
        assertRefused(file);
        Path database = elsewhere.resolve("trap.db");
        new DatabaseBackups(elsewhere, home.database()).make(NOW);
        Files.move(elsewhere.resolve("earshot-20261122-100000.db"), database);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            connection.createStatement().execute("create trigger trap after insert on device begin delete from memory; end");
        }
        zip(file, Map.of("earshot.db", Files.readAllBytes(database)), true);
        assertRefused(file);
        Path cut = elsewhere.resolve("cut.zip");
        HomeArchive.write(home, file, _ -> {});
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) / 2));
        assertRefused(cut);
    }

    @Test
    void threeAutomaticBackupsAreKeptAndOneIsMadeBeforeTheSchemaChanges() throws Exception {
        engine.stop();
        DatabaseBackups backups = new DatabaseBackups(home);
        for (int day = 0; day < 5; day++) {
            backups.make(NOW.plus(Duration.ofDays(day)));
        }
        assertThat(backups.newest(NOW.plus(Duration.ofDays(4)))).contains(NOW.plus(Duration.ofDays(4)));
        try (Stream<Path> files = Files.list(home.backups())) {
            assertThat(files.sorted()).extracting(Path::getFileName).extracting(Path::toString)
                .containsExactly("earshot-20261124-100000.db", "earshot-20261125-100000.db", "earshot-20261126-100000.db");
        }
        List<Migration> newer = new ArrayList<>(EngineStorage.SCHEMAS);
        newer.add(Migration.of(900, "create table later (id integer)"));
        Instant migrated = NOW.plus(Duration.ofDays(9));
        DatabaseOpening.open(home, newer, migrated, false).database().close();
        assertThat(backups.newest(migrated)).contains(migrated);
        DatabaseOpening.open(home, newer, migrated.plusSeconds(60), false).database().close();
        assertThat(backups.newest(migrated)).as("only when it changes").contains(migrated);
    }

    @Test
    void aBackupWhileSomebodyWritesIsWholeAndStopsNobody() throws Exception {
        engine.stop();
        Path file = elsewhere.resolve("earshot.zip");
        try (Database database = Database.open(home, EngineStorage.SCHEMAS)) {
            DatabaseMeetingStore store = new DatabaseMeetingStore(database);
            store.put(MeetingSamples.ended(new MeetingId("m"), NOW, 4000, DEVICE.value())).join();
            List<CompletableFuture<?>> writes = IntStream.range(0, 400).<CompletableFuture<?>>mapToObj(
                i -> store.put(new MeetingId("m"), List.of(MeetingSamples.said(2L * i, "left"), MeetingSamples.said(2L * i + 1, "right")))).toList();
            HomeArchive.write(home, file, _ -> {});
            CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).join();
        }
        HomeDirectory other = new HomeDirectory(elsewhere.resolve("other")).prepared();
        Engine.stageRestore(other, file);
        HomeRestore.apply(other, NOW);
        try (Database database = Database.open(other, EngineStorage.SCHEMAS)) {
            assertThat(new DatabaseMeetingStore(database).read(new MeetingId("m")).join().orElseThrow().sentences().size() % 2).as("whole transactions")
                .isZero();
        }
    }

    private void assertRefused(Path file) {
        assertThatThrownBy(() -> Engine.stageRestore(home, file)).isInstanceOfSatisfying(ProblemException.class,
            refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.RESTORE_FAILED));
        assertThat(HomeRestore.staged(home)).isFalse();
        try (Stream<Path> files = Files.list(home.path())) {
            assertThat(files.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith("restore"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void zip(Path file, Map<String, byte[]> entries, boolean marked) throws IOException {
        List<String> before = new ArrayList<>();
        Map<String, byte[]> genuine = new LinkedHashMap<>();
        HomeArchive.write(home, file, _ -> {});
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                before.add(entry.getName());
                genuine.put(entry.getName(), zip.readAllBytes());
            }
        }
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            if (marked) {
                zip.putNextEntry(new ZipEntry(before.getFirst()));
                zip.write(genuine.get(before.getFirst()));
            }
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
            if (!entries.containsKey("earshot.db")) {
                zip.putNextEntry(new ZipEntry("earshot.db"));
                zip.write(genuine.get("earshot.db"));
            }
        }
    }

    private static List<String> names(Path file) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }
}
