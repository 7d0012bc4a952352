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
public record DatabaseOpening(Database database, Optional<DatabaseRecovery> recovery) {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseOpening.class);

    /// Waits for the disk. Call it as the owner of the home.
    ///
    /// @param migrations of all features, in any order
    /// @throws ProblemException when it cannot be opened for another reason than damage, or was written by a newer version of the program
    public static DatabaseOpening open(HomeDirectory home, List<Migration> migrations, Instant now) {
        SqliteNativeLibrary.unpackInto(home.temporary());
        try {
            Map<Integer, Set<String>> tables = SchemaUpdater.tables(migrations);
            finishRecovery(home);
            Optional<DatabaseRecovery> recovery = Optional.empty();
            Optional<String> damage = damage(home, tables);
            if (damage.isPresent()) {
                LOG.error("the database is damaged: {}", damage.get());
                recovery = Optional.of(DatabaseRecovery.run(home, migrations, tables, damage.get(), now));
            } else {
                backUpBeforeMigration(home, migrations, now);
            }
            return new DatabaseOpening(Database.open(home, migrations), recovery);
        } catch (SQLException e) {
            throw new ProblemException(Sqlite.problem(e), e);
        } catch (IOException e) {
            throw new ProblemException(Problem.of(HOME_UNUSABLE, home.path(), e.toString()), e);
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
    private static Optional<String> damage(HomeDirectory home, Map<Integer, Set<String>> tables) throws SQLException {
        Path file = home.database();
        if (!Files.exists(file) || file.toFile().length() == 0) {
            return usedBefore(home) ? Optional.of(Files.exists(file) ? "it is empty" : "it is missing") : Optional.empty();
        }
        PrivateFiles.restrict(file);
        try (Connection connection = Sqlite.connect(file, SynchronousMode.NORMAL)) {
            return Sqlite.damage(connection, file, tables);
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
        return new DatabaseBackups(home).newest().isPresent() || home.path().resolve("earshot.db-wal").toFile().length() > 0 || Files.exists(home.meetings().resolve("index.json"));
    }

    private static void backUpBeforeMigration(HomeDirectory home, List<Migration> migrations, Instant now) throws SQLException, IOException {
        if (!Files.exists(home.database()) || home.database().toFile().length() == 0) {
            return;
        }
        int present;
        try (Connection connection = Sqlite.connect(home.database(), SynchronousMode.NORMAL)) {
            present = Sqlite.number(connection, "pragma user_version");
        }
        if (present > 0 && migrations.stream().anyMatch(migration -> migration.version() > present)) {
            new DatabaseBackups(home).make(now);
        }
    }
}
