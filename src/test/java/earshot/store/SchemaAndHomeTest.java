package earshot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The home directory by convention, and how a database grows from one version of the program to the next.
class SchemaAndHomeTest {
    private static final Migration FIRST = Migration.of(1, "create table device (id text primary key, name text)");
    private static final Migration SECOND = Migration.of(2, "alter table device add column note text default ''",
        "insert into device (id, name) values ('a', 'Kitchen')");
    private static final Migration THIRD = Migration.of(3, "create table turn (id integer primary key, device text references device (id))");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "Linux, -, -, /home/ann/.local/share/earshot",
        "Linux, XDG_DATA_HOME, /data, /data/earshot",
        "Linux, XDG_DATA_HOME, relative, /home/ann/.local/share/earshot",
        "Linux, XDG_DATA_HOME, ' ', /home/ann/.local/share/earshot",
        "FreeBSD, XDG_DATA_HOME, /data, /data/earshot",
        "Mac OS X, XDG_DATA_HOME, /data, /home/ann/Library/Application Support/Earshot",
        "Windows 11, -, -, /home/ann/AppData/Roaming/Earshot",
        "Windows 11, APPDATA, /roaming, /roaming/Earshot",
        "Windows 11, APPDATA, '', /home/ann/AppData/Roaming/Earshot"})
    void eachSystemHasItsConvention(String os, String variable, String value, Path path) {
        Map<String, String> environment = variable == null ? Map.of() : Map.of(variable, value);
        assertThat(HomeDirectory.byConvention(environment, os, Path.of("/home/ann")).path()).isEqualTo(path);
    }

    @Test
    void aHomeIsAbsoluteAndItsFilesAreBelowIt() {
        HomeDirectory home = new HomeDirectory(Path.of("some/../place"));
        assertThat(home.path()).isEqualTo(Path.of("place").toAbsolutePath());
        assertThat(List.of(home.database(), home.toolServers(), home.logs(), home.meetings(), home.meetingSounds(), home.temporary())).doesNotHaveDuplicates()
            .allMatch(path -> path.startsWith(home.path()));
    }

    @Test
    void aHomeIsCreatedWithItsParentsAndTakenAgain() {
        HomeDirectory home = new HomeDirectory(directory.resolve("a/b/c"));
        assertThat(home.prepared()).isSameAs(home);
        assertThat(home.path()).isDirectory();
        assertThat(home.prepared().path()).isDirectory();
    }

    @Test
    void aHomeThatIsAFileCannotBeUsed() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> new HomeDirectory(file.resolve("below")).prepared()).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(ProblemCode.HOME_UNUSABLE);
            assertThat(e.problem().args().getFirst()).isEqualTo(file.resolve("below").toString());
        });
    }

    @Test
    void aNewDatabaseGetsEveryStepAndAnOldOneWhatItLacks() throws SQLException {
        open(FIRST).close();
        assertThat(version()).isEqualTo(1);
        try (Database database = open(THIRD, SECOND, FIRST)) {
            assertThat(database.read(connection -> query(connection, "select name || note from device")).join()).isEqualTo("Kitchen");
        }
        assertThat(version()).isEqualTo(3);
        try (Database database = open(FIRST, SECOND, THIRD)) {
            assertThat(database.read(connection -> query(connection, "select count(*) from device")).join()).as("no step ran twice").isEqualTo("1");
        }
    }

    @Test
    void aStepThatFailsKeepsTheStepsBeforeIt() throws SQLException {
        Migration broken = Migration.of(3, "create table half (id integer)", "insert into nowhere values (1)");
        assertThatThrownBy(() -> open(FIRST, SECOND, broken)).isInstanceOf(ProblemException.class).hasMessageContaining("nowhere");
        assertThat(version()).isEqualTo(2);
        try (Database database = open(FIRST, SECOND, THIRD)) {
            assertThat(database.read(connection -> query(connection, "select count(*) from sqlite_master where name = 'half'")).join()).isEqualTo("0");
        }
        assertThat(version()).isEqualTo(3);
    }

    @Test
    void stepsHaveDistinctVersionsFromOneOn() {
        assertThatThrownBy(() -> Migration.of(0, "select 1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> open(FIRST, Migration.of(1, "select 1"))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("same version");
    }

    @Test
    void aDatabaseWithoutStepsOpens() throws SQLException {
        open().close();
        assertThat(version()).isZero();
    }

    @Test
    void whatAnotherTableRefersToCannotBeWrittenWithoutIt() {
        try (Database database = open(FIRST, THIRD)) {
            CompletableFuture<Object> write = database.write(Durability.PROCESS_DEATH,
                connection -> execute(connection, "insert into turn values (1, 'nobody')"));
            assertThatThrownBy(write::join).isInstanceOf(CompletionException.class).hasCauseInstanceOf(ProblemException.class)
                .hasMessageContaining("FOREIGN KEY");
        }
    }

    @Test
    void writesOfBothDurabilitiesRunInTheOrderInWhichTheyWereQueued() {
        try (Database database = open(FIRST)) {
            List<CompletableFuture<Object>> writes = IntStream.range(0, 200)
                .mapToObj(i -> database.write(i % 3 == 0 ? Durability.POWER_CUT : Durability.PROCESS_DEATH,
                connection -> execute(connection, "insert into device values ('" + i + "', (select count(*) from device))"))).toList();
            writes.forEach(CompletableFuture::join);
            assertThat(database.read(connection -> query(connection, "select count(*) from device where id = name")).join()).isEqualTo("200");
        }
    }

    @Test
    void afterItIsClosedAnAccessSaysSo() {
        Database database = open(FIRST);
        database.close();
        database.close();
        assertThatThrownBy(database.read(connection -> query(connection, "select 1"))::join).hasCauseInstanceOf(ProblemException.class)
            .hasMessageContaining("the database is closed");
        assertThatThrownBy(database.write(Durability.POWER_CUT, connection -> execute(connection, "select 1"))::join)
            .hasMessageContaining("the database is closed");
    }

    private Database open(Migration... migrations) {
        return Database.open(new HomeDirectory(directory), List.of(migrations));
    }

    private int version() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + new HomeDirectory(directory).database())) {
            return Integer.parseInt(query(connection, "pragma user_version"));
        }
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            return row.getString(1);
        }
    }

    private static Object execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }
}
