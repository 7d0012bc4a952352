package earshot.store;

import static earshot.problem.ProblemCode.STORE_NEWER;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// Migrates a database to the newest version that the program knows.
final class SchemaUpdater {
    /// What a schema holds that runs by itself.
    static final String CODE = "select sql from sqlite_schema where type in ('trigger', 'view')";

    private SchemaUpdater() {}

    static void update(Connection connection, List<Migration> migrations) throws SQLException {
        List<Migration> ordered = ordered(migrations);
        int present = version(connection);
        int newest = ordered.isEmpty() ? 0 : ordered.getLast().version();
        if (present > newest) {
            throw new ProblemException(Problem.of(STORE_NEWER, present, newest));
        }
        for (Migration migration : ordered) {
            if (migration.version() > present) {
                run(connection, migration);
            }
        }
    }

    /// The tables that a database has after each version.
    static Map<Integer, Set<String>> tables(List<Migration> migrations) throws SQLException {
        Map<Integer, Set<String>> tables = new HashMap<>();
        try (Connection scratch = Sqlite.inMemory()) {
            for (Migration migration : ordered(migrations)) {
                run(scratch, migration);
                tables.put(migration.version(), Set.copyOf(Sqlite.texts(scratch, "select name from sqlite_schema where type = 'table'")));
            }
        }
        return tables;
    }

    /// The triggers and views that the migrations make.
    static Set<String> code(List<Migration> migrations) throws SQLException {
        try (Connection scratch = Sqlite.inMemory()) {
            update(scratch, migrations);
            return Set.copyOf(Sqlite.texts(scratch, CODE));
        }
    }

    private static List<Migration> ordered(List<Migration> migrations) {
        List<Migration> ordered = migrations.stream().sorted(Comparator.comparingInt(Migration::version)).toList();
        if (ordered.stream().map(Migration::version).distinct().count() != ordered.size()) {
            throw new IllegalArgumentException("two migrations have the same version");
        }
        return ordered;
    }

    private static void run(Connection connection, Migration migration) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String sql : migration.statements()) {
                statement.execute(sql);
            }
            // inside the transaction, so that steps and version change together
            statement.execute("pragma user_version = " + migration.version());
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); var row = statement.executeQuery("pragma user_version")) {
            row.next();
            return row.getInt(1);
        }
    }
}
