package earshot.store;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is copied of a damaged database, and what is told about it.
class TableSalvageTest {
    private static final String SCHEMA = "create table note (id integer primary key, text text not null check (length(text) < 50))";

    @TempDir
    Path directory;

    @Test
    void aRowThatIsLeftOutMakesItsTableIncompleteAndTheBackupsRowStays() throws SQLException {
        for (String damaged : List.of("cast(x'620061' as text)", "cast(x'62ff61' as text)", "x'00'", "printf('%060d', 1)")) {
            try (Connection target = database("insert into note values (1, 'of the backup')")) {
                TableSalvage.Salvaged result = TableSalvage.copy(source("insert into note values (1, " + damaged + "), (2, 'good')"), target);
                assertThat(result.incomplete()).as(damaged).containsExactly("note");
                assertThat(Sqlite.texts(target, "select text from note order by id")).as(damaged).containsExactly("of the backup", "good");
            }
        }
    }

    @Test
    void aReplacementCharacterThatSomebodyWroteIsNoDamage() throws SQLException {
        try (Connection target = database("insert into note values (3, 'deleted since the backup')")) {
            TableSalvage.Salvaged result = TableSalvage.copy(source("insert into note values (1, 'caf\uFFFD')"), target);
            assertThat(result.incomplete()).isEmpty();
            assertThat(Sqlite.texts(target, "select text from note")).containsExactly("caf\uFFFD");
        }
    }

    private static Connection database(String rows) throws SQLException {
        Connection target = Sqlite.inMemory();
        Sqlite.execute(target, SCHEMA);
        Sqlite.execute(target, rows);
        return target;
    }

    private Path source(String rows) throws SQLException {
        Path file = directory.resolve(UUID.randomUUID() + ".db");
        try (Connection source = Sqlite.plain(file)) {
            Sqlite.execute(source, SCHEMA);
            Sqlite.execute(source, "pragma ignore_check_constraints = on");
            Sqlite.execute(source, rows);
        }
        return file;
    }
}
