package earshot.store;

import module java.base;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What became of a damaged database.
///
/// @param aside where the damaged file lies now; empty when there was none
/// @param reason why it could not be used, in English words
/// @param rows that were copied from it
/// @param incomplete tables of which not every row could be read
/// @param backup time of the backup that was used for what could not be read
public record DatabaseRecovery(Optional<Path> aside, String reason, long rows, List<String> incomplete, Optional<Instant> backup) {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseRecovery.class);

    /// The file in which the new database is built.
    static Path replacement(HomeDirectory home) {
        return home.path().resolve("earshot.db.recovered");
    }

    /// Builds a new database from the newest good backup and from every row of the damaged one that can be read, and puts it in the place
    /// of the damaged one. The old file stays as it is under another name; a process that ends in between loses nothing.
    static DatabaseRecovery run(HomeDirectory home, List<Migration> migrations, Map<Integer, Set<String>> tables, String reason, Instant now)
        throws IOException, SQLException {
        Path replacement = replacement(home);
        Optional<Path> backup = new DatabaseBackups(home).newestUsable(tables, now).filter(usable -> begin(replacement, usable, migrations));
        if (backup.isEmpty()) {
            delete(replacement);
            PrivateFiles.write(replacement, new byte[0]);
        }
        Path readable = home.temporary().resolve("earshot.db.damaged");
        TableSalvage.Salvaged salvaged;
        try (Connection target = Sqlite.plain(replacement)) {
            SchemaUpdater.update(target, migrations);
            salvaged = copyToRead(home.database(), readable) ? TableSalvage.copy(readable, target) : TableSalvage.nothing(target);
        } finally {
            delete(readable);
        }
        Optional<Path> aside = putInPlace(home, UnusableFile.nameFor(home.database(), now));
        LOG.warn("{} rows could be read, all but those of {}; backup {}; the old file lies at {}", salvaged.rows(), salvaged.incomplete(), backup, aside);
        return new DatabaseRecovery(aside, reason, salvaged.rows(), salvaged.incomplete(), backup.flatMap(DatabaseBackups::madeAt));
    }

    /// Begins the new database with a backup. False when the schema of that is not what its version says.
    private static boolean begin(Path replacement, Path backup, List<Migration> migrations) {
        try {
            delete(replacement);
            PrivateFiles.write(replacement, new byte[0]);
            Files.copy(backup, replacement, StandardCopyOption.REPLACE_EXISTING);
            PrivateFiles.restrict(replacement);
            try (Connection target = Sqlite.plain(replacement)) {
                SchemaUpdater.update(target, migrations);
            }
            return true;
        } catch (IOException | SQLException e) {
            LOG.warn("the backup {} cannot be used: {}", backup, e.toString());
            return false;
        }
    }

    /// Puts a backup in the place of a database that is newer than this program. Returns where that one lies now.
    static Path replace(HomeDirectory home, Path backup, Instant now) throws IOException {
        Path replacement = replacement(home);
        delete(replacement);
        PrivateFiles.write(replacement, new byte[0]);
        Files.copy(backup, replacement, StandardCopyOption.REPLACE_EXISTING);
        PrivateFiles.restrict(replacement);
        Path aside = UnusableFile.nameFor(home.database(), "newer", now);
        putInPlace(home, aside);
        return aside;
    }

    /// Puts the replacement in the place of the database, which is renamed. Returns where that one lies now, if there was one.
    private static Optional<Path> putInPlace(HomeDirectory home, Path aside) throws IOException {
        try (FileChannel written = FileChannel.open(replacement(home), StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Optional<Path> moved = setAside(home.database(), aside);
        Files.move(replacement(home), home.database(), StandardCopyOption.ATOMIC_MOVE);
        return moved;
    }

    private static Optional<Path> setAside(Path file, Path to) throws IOException {
        for (String part : List.of("-wal", "-shm", "")) {
            Path from = file.resolveSibling(file.getFileName() + part);
            if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(from, to.resolveSibling(to.getFileName() + part));
            }
        }
        return Stream.of("", "-wal").map(part -> to.resolveSibling(to.getFileName() + part)).filter(Files::exists).findFirst();
    }

    /// Copies the damaged file and its log, or what the log alone holds, and mends what is the same in every database. False when there is nothing to read.
    private static boolean copyToRead(Path damaged, Path copy) throws IOException {
        delete(copy);
        Path log = damaged.resolveSibling(damaged.getFileName() + "-wal");
        if (Files.isRegularFile(damaged) && Files.size(damaged) >= SqliteHeader.LENGTH) {
            Files.copy(damaged, copy, StandardCopyOption.REPLACE_EXISTING);
            PrivateFiles.restrict(copy);
        } else if (!SqliteLog.writeFirstPage(log, copy)) {
            return false;
        }
        if (Files.isRegularFile(log)) {
            Files.copy(log, copy.resolveSibling(copy.getFileName() + "-wal"), StandardCopyOption.REPLACE_EXISTING);
        }
        SqliteHeader.mend(copy);
        return true;
    }

    private static void delete(Path file) throws IOException {
        for (String part : List.of("", "-wal", "-shm", "-journal")) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + part));
        }
    }
}
