package earshot.store;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseOpeningTest {
    private static final Instant NOW = Instant.parse("2026-11-22T14:00:00Z");
    private static final Migration WORDS = Migration.of(1, "create table words(id integer primary key, word text)");
    private static final Migration LATER = Migration.of(2, "create table later(n integer)");

    @TempDir
    Path directory;

    private HomeDirectory home;

    @BeforeEach
    void aDatabaseOfManyPages() {
        home = new HomeDirectory(directory).prepared();
        try (Database database = Database.open(home, List.of(WORDS))) {
            execute(database, "with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000) insert into words select i, 'word ' || i from n");
        }
    }

    @Test
    void whatWasHandedOverInOrderIsNotReadAgain() throws Exception {
        damageLastPage();
        try (Database opened = opened(true)) {
            assertThat(opened).isNotNull();
        }
        DatabaseOpening checked = DatabaseOpening.open(home, List.of(WORDS), NOW, false);
        checked.database().close();
        assertThat(checked.recovery()).isPresent();
    }

    @Test
    void aProcessThatLeftALogIsNotTrusted() throws Exception {
        damageLastPage();
        Files.write(directory.resolve("earshot.db-wal"), new byte[32]);
        DatabaseOpening checked = DatabaseOpening.open(home, List.of(WORDS), NOW, true);
        checked.database().close();
        assertThat(checked.recovery()).isPresent();
    }

    @Test
    void aLargeDatabaseIsCheckedInUseAndReplacedAtTheNextStart() throws Exception {
        damageLastPage();
        try (RandomAccessFile file = new RandomAccessFile(home.database().toFile(), "rw")) {
            file.setLength(DatabaseOpening.LARGE_BYTES + 4096);
        }
        DatabaseOpening first = DatabaseOpening.open(home, List.of(WORDS), NOW, false);
        try (Database _ = first.database()) {
            assertThat(first.unchecked()).isTrue();
            assertThat(first.recovery()).isEmpty();
            CompletableFuture<String> told = new CompletableFuture<>();
            try (DatabaseCheck _ = DatabaseCheck.start(home, told::complete)) {
                await().until(told::isDone);
            }
        }
        DatabaseOpening second = DatabaseOpening.open(home, List.of(WORDS), NOW, true);
        try (Database database = second.database()) {
            assertThat(second.recovery()).isPresent();
            assertThat(database.read(connection -> Sqlite.number(connection, "select count(*) from words")).join()).isGreaterThan(1000);
        }
        assertThat(DatabaseCheck.marked(home)).isEmpty();
    }

    @Test
    void aStoppedCheckTellsNothing() throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        DatabaseCheck.start(home, told::complete).close();
        assertThat(told).isNotDone();
        assertThat(DatabaseCheck.marked(home)).isEmpty();
    }

    @Test
    void whatANewerSuccessorChangedIsTakenBack() throws Exception {
        DatabaseOpening.open(home, List.of(WORDS, LATER), NOW, true).database().close();
        DatabaseOpening.undoMigration(home, List.of(WORDS), NOW);
        try (Database database = opened(true)) {
            assertThat(database.read(connection -> Sqlite.number(connection, "select count(*) from words")).join()).isEqualTo(5000);
        }
        assertThat(directory.resolve("earshot.db.newer-20261122-140000")).isRegularFile();
        DatabaseOpening.undoMigration(home, List.of(WORDS), NOW);
        assertThat(directory.resolve("earshot.db.newer-20261122-140000-2")).doesNotExist();
    }

    /// Opens it as it is.
    private Database opened(boolean handedOver) {
        DatabaseOpening opening = DatabaseOpening.open(home, List.of(WORDS), NOW, handedOver);
        assertThat(opening.recovery()).isEmpty();
        return opening.database();
    }

    private void damageLastPage() throws IOException {
        byte[] noise = new byte[4096];
        new Random(1).nextBytes(noise);
        try (RandomAccessFile file = new RandomAccessFile(home.database().toFile(), "rw")) {
            file.seek(file.length() - noise.length);
            file.write(noise);
        }
    }

    private static void execute(Database database, String sql) {
        database.write(Durability.PROCESS_DEATH, connection -> {
            Sqlite.execute(connection, sql);
            return 0;
        }).join();
    }
}
