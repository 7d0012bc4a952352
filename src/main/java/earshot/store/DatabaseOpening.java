package earshot.store;

import static earshot.problem.ProblemCode.HOME_UNUSABLE;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;

/// Opens the database of a home whatever state it is in: a damaged one is set aside and replaced by what could be read of it and of the
/// newest good backup; before its schema changes it is backed up.
///
/// @param database open, with the newest schema
/// @param recovery what was done when it was damaged
/// @param unchecked whether a [DatabaseCheck] is to read it, because that would have taken too long
public record DatabaseOpening(Database database, Optional<DatabaseRecovery> recovery, boolean unchecked) {
    /// Above this size a start does not wait until the whole file is read; a slow disk takes about 5 s for it.
    static final long LARGE_BYTES = 200L << 20;
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseOpening.class);

    /// Waits for the disk. Call it as the owner of the home.
    ///
    /// @param migrations of all features, in any order
    /// @param handedOver whether a process that had it open has just let go of it: what that one closed in order is not read again
    /// @throws ProblemException when it cannot be opened for another reason than damage, or was written by a newer version of the program
    public static DatabaseOpening open(HomeDirectory home, List<Migration> migrations, Instant now, boolean handedOver) {
        SqliteNativeLibrary.unpackInto(home.temporary());
        try {
            Map<Integer, Set<String>> tables = SchemaUpdater.tables(migrations);
            finishRecovery(home);
            Optional<DatabaseRecovery> recovery = Optional.empty();
            boolean kept = handedOver && !logged(home);
            boolean large = home.database().toFile().length() > LARGE_BYTES;
            Optional<String> damage = DatabaseCheck.marked(home);
            if (damage.isEmpty()) {
                damage = damage(home, tables, kept || large);
            }
            if (damage.isEmpty()) {
                damage = migrated(home, migrations, now);
            }
            if (damage.isPresent()) {
                LOG.error("the database is damaged: {}", damage.get());
                recovery = Optional.of(DatabaseRecovery.run(home, migrations, tables, damage.get(), now));
                Files.deleteIfExists(DatabaseCheck.mark(home));
            }
            return new DatabaseOpening(Database.open(home, migrations), recovery, large && !kept && recovery.isEmpty());
        } catch (SQLException e) {
            throw new ProblemException(Sqlite.problem(e, home.path()), e);
        } catch (IOException e) {
            throw new ProblemException(Problem.of(HOME_UNUSABLE, home.path(), DiskCondition.explain(home.path(), e.toString())), e);
        }
    }

    /// Puts the backup from before a migration in place of a database that is newer than this program, and sets that one aside: a successor
    /// of a newer version changed it and did not come to serve. Where that fails, everything stays as it is. Waits for the disk. Call it as the
    /// owner of the home.
    ///
    /// @param migrations of all features, in any order
    public static void undoMigration(HomeDirectory home, List<Migration> migrations, Instant now) {
        int newest = migrations.stream().mapToInt(Migration::version).max().orElse(0);
        try {
            if (!Files.exists(home.database()) || version(home) <= newest) {
                return;
            }
            Optional<Path> backup = new DatabaseBackups(home).newestUpTo(newest, now);
            if (backup.isPresent()) {
                Path newer = DatabaseRecovery.replace(home, backup.get(), now);
                LOG.warn("the backup {} takes the place of a database that a newer version changed, which lies at {} now", backup.get(), newer);
            }
        } catch (SQLException | IOException e) {
            LOG.error("the database of a newer version could not be replaced by its backup", e);
        }
    }

    /// An earlier process may have ended between setting the old file aside and putting the new one in its place.
    private static void finishRecovery(HomeDirectory home) throws IOException {
        Path replacement = DatabaseRecovery.replacement(home);
        if (Files.exists(home.database())) {
            Files.deleteIfExists(replacement);
        } else if (Files.exists(replacement)) {
            Files.move(replacement, home.database());
        }
    }

    /// Why the file of the database cannot be used as it is; empty when it can, also when it is a first start.
    ///
    /// @param schemaOnly whether its pages are not read
    private static Optional<String> damage(HomeDirectory home, Map<Integer, Set<String>> tables, boolean schemaOnly) throws SQLException {
        Path file = home.database();
        if (!Files.exists(file) || file.toFile().length() == 0) {
            return usedBefore(home) ? Optional.of(Files.exists(file) ? "it is empty" : "it is missing") : Optional.empty();
        }
        PrivateFiles.restrict(file);
        try (Connection connection = Sqlite.connect(file, SynchronousMode.NORMAL)) {
            return schemaOnly ? Sqlite.damagedSchema(connection, tables) : Sqlite.damage(connection, file, tables);
        } catch (SQLException e) {
            // an error in the schema's own text has no code of its own
            if (Sqlite.meansDamage(e) || e.getErrorCode() == SQLiteErrorCode.SQLITE_ERROR.code) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    /// Whether a home without a database had one once.
    private static boolean usedBefore(HomeDirectory home) {
        return new DatabaseBackups(home).present() || logged(home) || Files.exists(home.meetings().resolve("index.json"));
    }

    /// Whether there is a log of SQLite, which the last connection removes when it is closed in order.
    private static boolean logged(HomeDirectory home) {
        return home.path().resolve("earshot.db-wal").toFile().length() > 0;
    }

    private static int version(HomeDirectory home) throws SQLException {
        try (Connection connection = Sqlite.connect(home.database(), SynchronousMode.NORMAL)) {
            return Sqlite.number(connection, "pragma user_version");
        }
    }

    /// Brings an older schema up to date, after a backup. Returns why that is not possible when the tables are not those of its version.
    private static Optional<String> migrated(HomeDirectory home, List<Migration> migrations, Instant now) throws SQLException, IOException {
        if (!Files.exists(home.database()) || home.database().toFile().length() == 0) {
            return Optional.empty();
        }
        int present = version(home);
        if (present == 0 || migrations.stream().noneMatch(migration -> migration.version() > present)) {
            return Optional.empty();
        }
        new DatabaseBackups(home).make(now);
        try (Connection connection = Sqlite.connect(home.database(), SynchronousMode.FULL)) {
            SchemaUpdater.update(connection, migrations);
            return Optional.empty();
        } catch (SQLException e) {
            if (e.getErrorCode() == SQLiteErrorCode.SQLITE_ERROR.code) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }
}
