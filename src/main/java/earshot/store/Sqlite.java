package earshot.store;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteErrorCode;

/// How SQLite files are opened, and what their errors mean.
final class Sqlite {
    /// Up to this size every index is checked at the start; above it only the pages.
    private static final long FULL_CHECK_BYTES = 64L << 20;
    /// A schema version beyond any that a program will have.
    private static final int ABSURD_VERSION = 100_000;

    private Sqlite() {}

    static Connection connect(Path file, SynchronousMode synchronous) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(synchronous);
        config.setBusyTimeout(5000);
        // otherwise a transaction that reads before it writes fails at once, instead of waiting, while another program writes
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        return config.createConnection(url(file));
    }

    /// A connection without any of that, for files that are not in use.
    static Connection plain(Path file) throws SQLException {
        return DriverManager.getConnection(url(file));
    }

    static Connection inMemory() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite::memory:");
    }

    /// As a URI, because the driver takes a `?` in a plain path for the start of options.
    private static String url(Path file) {
        return "jdbc:sqlite:" + file.toUri().toString().replaceFirst("^file:/(?!/)", "file:///");
    }

    /// Why the content cannot be trusted; empty when it can. Reads the whole file.
    ///
    /// @param tables that must exist when the schema has this version
    static Optional<String> damage(Connection connection, Path file, Map<Integer, Set<String>> tables) throws SQLException {
        Optional<String> schema = damagedSchema(connection, tables);
        return schema.isPresent() ? schema : damagedPages(connection, file);
    }

    /// Why the schema cannot be that of this program; empty when it can. Reads a few pages.
    ///
    /// @param tables that must exist when the schema has this version
    static Optional<String> damagedSchema(Connection connection, Map<Integer, Set<String>> tables) throws SQLException {
        int version = number(connection, "pragma user_version");
        if (version < 0 || version > ABSURD_VERSION) {
            return Optional.of("its schema version is " + version);
        }
        Set<String> present = new TreeSet<>(texts(connection, "select name from sqlite_schema where type = 'table'"));
        Set<String> missing = new TreeSet<>(tables.getOrDefault(version, Set.of()));
        missing.removeAll(present);
        if (!missing.isEmpty()) {
            return Optional.of("tables are missing: " + String.join(", ", missing));
        }
        if (version == 0 && !present.isEmpty()) {
            return Optional.of("it has tables but no schema version");
        }
        return Optional.empty();
    }

    /// What is wrong with the content; empty when nothing is. Reads the whole file.
    static Optional<String> damagedPages(Connection connection, Path file) throws SQLException {
        boolean small = file.toFile().length() <= FULL_CHECK_BYTES;
        List<String> found = texts(connection, small ? "pragma integrity_check(3)" : "pragma quick_check(3)");
        return found.equals(List.of("ok")) ? Optional.empty() : Optional.of(String.join("; ", found).replaceAll("\\s+", " "));
    }

    /// Whether an error says that the content of the file is damaged.
    static boolean meansDamage(SQLException e) {
        return e.getErrorCode() == SQLiteErrorCode.SQLITE_CORRUPT.code || e.getErrorCode() == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    /// The problem that an error is for a person.
    ///
    /// @param home where the database lies
    static Problem problem(SQLException e, Path home) {
        String reason = String.valueOf(e.getMessage());
        if (meansDamage(e)) {
            return Problem.of(ProblemCode.STORE_DAMAGED, reason);
        }
        int code = e.getErrorCode();
        boolean locked = code == SQLiteErrorCode.SQLITE_READONLY.code || code == SQLiteErrorCode.SQLITE_CANTOPEN.code
            || code == SQLiteErrorCode.SQLITE_PERM.code;
        boolean busy = code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code;
        return busy ? Problem.of(ProblemCode.STORE_BUSY, reason)
            : Problem.of(locked ? ProblemCode.STORE_READ_ONLY : ProblemCode.STORE_FAILED, DiskCondition.explain(home, reason));
    }

    static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    static List<String> texts(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
