package earshot.store;

import static earshot.store.Durability.POWER_CUT;
import static earshot.store.Durability.PROCESS_DEATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.problem.ProblemException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatabaseTest {
    static final Migration NUMBERS = Migration.of(1, "create table numbers(n integer primary key)");

    @TempDir
    Path directory;

    @Test
    void aWriteIsSeenByTheNextReadAndAfterReopening() {
        HomeDirectory home = new HomeDirectory(directory);
        try (Database database = Database.open(home, List.of(NUMBERS))) {
            database.write(PROCESS_DEATH, insert(7)).join();
            assertThat(database.read(DatabaseTest::count).join()).isEqualTo(1);
        }
        try (Database database = Database.open(home, List.of(NUMBERS))) {
            assertThat(database.read(DatabaseTest::count).join()).isEqualTo(1);
        }
    }

    @Test
    void aWriteThatThrowsLeavesNothingBehindAndTheNextOneWorks() {
        try (Database database = Database.open(new HomeDirectory(directory), List.of(NUMBERS))) {
            assertThatThrownBy(() -> database.write(POWER_CUT, connection -> {
                insert(1).on(connection);
                throw new IllegalStateException("half way");
            }).join()).hasRootCauseMessage("half way");
            assertThatThrownBy(() -> database.write(POWER_CUT, connection -> connection.createStatement().execute("no sql")).join())
                .hasCauseInstanceOf(ProblemException.class);
            database.write(POWER_CUT, insert(2)).join();
            assertThat(database.read(DatabaseTest::count).join()).isEqualTo(1);
        }
    }

    @Test
    void aWriteThatReadsFirstWaitsWhileAnotherProgramWrites() throws SQLException {
        HomeDirectory home = new HomeDirectory(directory);
        try (Database database = Database.open(home, List.of(NUMBERS)); Connection other = DriverManager.getConnection("jdbc:sqlite:" + home.database())) {
            other.createStatement().execute("begin immediate");
            CompletableFuture<?> write = database.write(PROCESS_DEATH, connection -> {
                count(connection);
                return insert(1).on(connection);
            });
            database.read(DatabaseTest::count).join();
            other.createStatement().execute("commit");

            write.join();
            assertThat(database.read(DatabaseTest::count).join()).isEqualTo(1);
        }
    }

    @Test
    void aWriteThatIsRefusedSaysWhyAndTheNextOneIsWhole() throws SQLException {
        HomeDirectory home = new HomeDirectory(directory);
        try (Database database = Database.open(home, List.of(NUMBERS)); Connection other = DriverManager.getConnection("jdbc:sqlite:" + home.database())) {
            SqlWork<Integer> impatient = connection -> connection.createStatement().executeUpdate("pragma busy_timeout = 1");
            database.write(PROCESS_DEATH, impatient).join();
            other.createStatement().execute("begin immediate");
            assertThatThrownBy(() -> database.write(PROCESS_DEATH, insert(1)).join()).hasMessageContaining("SQLITE_BUSY");
            other.createStatement().execute("commit");
            assertThatThrownBy(() -> database.write(PROCESS_DEATH, connection -> {
                insert(2).on(connection);
                return insert(2).on(connection);
            }).join()).hasMessageContaining("SQLITE_CONSTRAINT");
            // as SQLite does by itself when the disk is full
            assertThatThrownBy(() -> database.write(PROCESS_DEATH, connection -> {
                insert(3).on(connection);
                connection.createStatement().execute("rollback");
                throw new SQLException("the disk is full");
            }).join()).hasMessageContaining("the disk is full");
            database.write(PROCESS_DEATH, insert(4)).join();

            assertThat(database.read(DatabaseTest::count).join()).isEqualTo(1);
        }
    }

    @Test
    void migrationsRunOnceAndInTheOrderOfTheirVersions() {
        HomeDirectory home = new HomeDirectory(directory);
        Migration second = Migration.of(2, "alter table numbers add column name text");
        Migration third = Migration.of(3, "insert into numbers values(1, 'one')");
        Database.open(home, List.of(NUMBERS)).close();
        Database.open(home, List.of(third, second, NUMBERS)).close();
        try (Database database = Database.open(home, List.of(second, NUMBERS, third))) {
            assertThat(database.read(DatabaseTest::count).join()).isEqualTo(1);
        }
    }

    @Test
    void aMigrationThatFailsLeavesTheDatabaseAsItWas() {
        HomeDirectory home = new HomeDirectory(directory);
        Database.open(home, List.of(NUMBERS)).close();
        Migration broken = Migration.of(2, "insert into numbers values(1)", "insert into nowhere values(1)");
        assertThatThrownBy(() -> Database.open(home, List.of(NUMBERS, broken))).isInstanceOf(ProblemException.class).hasMessageContaining("nowhere");
        try (Database database = Database.open(home, List.of(NUMBERS))) {
            assertThat(database.read(DatabaseTest::count).join()).isZero();
        }
    }

    @Test
    void aDatabaseOfANewerProgramIsRefused() {
        HomeDirectory home = new HomeDirectory(directory);
        Database.open(home, List.of(NUMBERS, Migration.of(9, "create table later(x)"))).close();
        assertThatThrownBy(() -> Database.open(home, List.of(NUMBERS))).isInstanceOf(ProblemException.class).hasMessageContaining("newer");
    }

    @Test
    void aFileThatIsNoDatabaseIsAProblemAndIsLeftAlone() throws Exception {
        HomeDirectory home = new HomeDirectory(directory);
        Files.writeString(home.database(), "not a database, but somebody's text that must survive".repeat(100));
        assertThatThrownBy(() -> Database.open(home, List.of(NUMBERS))).isInstanceOf(ProblemException.class);
        assertThat(home.database()).content().startsWith("not a database");
    }

    @Test
    void whatIsQueuedIsWrittenBeforeItCloses() {
        HomeDirectory home = new HomeDirectory(directory);
        Database database = Database.open(home, List.of(NUMBERS));
        for (int n = 1; n <= 500; n++) {
            database.write(PROCESS_DEATH, insert(n));
        }
        database.close();
        assertThatThrownBy(() -> database.write(PROCESS_DEATH, insert(0)).join()).hasCauseInstanceOf(ProblemException.class);
        try (Database again = Database.open(home, List.of(NUMBERS))) {
            assertThat(again.read(DatabaseTest::count).join()).isEqualTo(500);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingThatWasConfirmedIsLostWhenTheProcessIsKilled(Durability durability) throws Exception {
        HomeDirectory home = new HomeDirectory(directory);
        for (int round = 1; round <= 2; round++) {
            Process child = ChildProcess.start(KilledWriterProcess.class, List.of(directory.toString(), durability.name()), directory.resolve("child.err"));
            int confirmed = 0;
            try (BufferedReader said = child.inputReader()) {
                for (String line = said.readLine(); line != null; line = said.readLine()) {
                    confirmed = Integer.parseInt(line);
                    if (confirmed >= round * 300) {
                        child.toHandle().destroyForcibly();
                    }
                }
            }
            assertThat(child.waitFor()).as(Files.readString(directory.resolve("child.err"))).isEqualTo(128 + 9);
            try (Database database = Database.open(home, List.of(NUMBERS))) {
                assertThat(database.read(DatabaseTest::count).join()).isGreaterThanOrEqualTo(confirmed);
                assertThat(database.read(DatabaseTest::integrity).join()).isEqualTo("ok");
            }
        }
    }

    @Test
    void whatKilledProcessesLeftIsSweptFromTheHome() throws Exception {
        HomeDirectory home = new HomeDirectory(directory);
        Files.createDirectories(home.temporary());
        Path left = Files.createFile(home.temporary().resolve("sqlite-3.1-0000-libsqlitejdbc.so"));
        Database.open(home, List.of()).close();
        assertThat(left).doesNotExist();
    }

    static SqlWork<Integer> insert(int n) {
        return connection -> {
            try (var statement = connection.prepareStatement("insert into numbers values(?)")) {
                statement.setInt(1, n);
                return statement.executeUpdate();
            }
        };
    }

    static int count(Connection connection) throws SQLException {
        try (var statement = connection.createStatement(); var row = statement.executeQuery("select count(*) from numbers")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static String integrity(Connection connection) throws SQLException {
        try (var statement = connection.createStatement(); var row = statement.executeQuery("pragma integrity_check")) {
            row.next();
            return row.getString(1);
        }
    }
}
