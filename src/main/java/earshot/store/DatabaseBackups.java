package earshot.store;

import module java.base;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig.SynchronousMode;

/// The automatic backups of a home's database: whole databases in `backups`, named by their time, the newest three kept.
/// Everything waits for the disk, so call it on a platform thread of your own. A backup reads a snapshot over a connection of its own:
/// no writer and no other reader waits for it.
///
/// @param directory for the backups
/// @param database the file that is backed up
public record DatabaseBackups(Path directory, Path database) {
    static final int KEPT = 3;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final Pattern NAME = Pattern.compile("earshot-(\\d{8}-\\d{6})\\.db");

    public DatabaseBackups(HomeDirectory home) {
        this(home.backups(), home.database());
    }

    /// Whether there is any.
    boolean present() {
        return !files(Instant.EPOCH).isEmpty();
    }

    /// When the newest backup was made; empty when there is none. One from the future was made before the clock was set back: it is the oldest.
    public Optional<Instant> newest(Instant now) {
        return files(now).stream().findFirst().flatMap(DatabaseBackups::madeAt);
    }

    /// Makes a backup and removes those beyond the newest three.
    ///
    /// @throws SQLException when the database cannot be read or the backup not be written
    public Path make(Instant now) throws IOException, SQLException {
        PrivateFiles.createDirectories(directory);
        Path file = directory.resolve("earshot-" + STAMP.format(now) + ".db");
        copy(database, file);
        List<Path> all = files(now);
        for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
            Files.deleteIfExists(old);
        }
        return file;
    }

    /// Copies a database, which may be in use, to a file that is replaced.
    static void copy(Path database, Path file) throws IOException, SQLException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            // created empty, because SQLite would create it for everybody to read
            PrivateFiles.write(fresh, new byte[0]);
            try (Connection connection = Sqlite.connect(database, SynchronousMode.NORMAL);
                PreparedStatement vacuum = connection.prepareStatement("vacuum into ?")) {
                vacuum.setString(1, fresh.toString());
                vacuum.execute();
            }
            try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            FileTree.deleteQuietly(fresh);
            FileTree.deleteQuietly(fresh.resolveSibling(fresh.getFileName() + "-journal"));
        }
    }

    /// The newest backup that can be trusted.
    Optional<Path> newestUsable(Map<Integer, Set<String>> tables, Instant now) {
        return files(now).stream().filter(file -> usable(file, tables)).findFirst();
    }

    /// The newest backup whose schema is at most of this version.
    Optional<Path> newestUpTo(int version, Instant now) {
        return files(now).stream().filter(file -> {
            try (Connection connection = Sqlite.plain(file)) {
                int made = Sqlite.number(connection, "pragma user_version");
                return made > 0 && made <= version;
            } catch (SQLException _) {
                return false;
            }
        }).findFirst();
    }

    /// When a backup was made, by its name.
    static Optional<Instant> madeAt(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        try {
            return name.matches() ? Optional.of(STAMP.parse(name.group(1), Instant::from)) : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// Newest first, those from the future last. A clock may be a day ahead without having been set.
    private List<Path> files(Instant now) {
        Instant latest = now.plus(Duration.ofDays(1));
        Comparator<Path> order = Comparator.comparing(file -> madeAt(file).filter(latest::isBefore).isPresent());
        try (Stream<Path> inside = Files.list(directory)) {
            return inside.filter(file -> madeAt(file).isPresent()).sorted(order.thenComparing(Comparator.reverseOrder())).toList();
        } catch (IOException | UncheckedIOException _) {
            return List.of();
        }
    }

    private static boolean usable(Path file, Map<Integer, Set<String>> tables) {
        try (Connection connection = Sqlite.plain(file)) {
            return Sqlite.number(connection, "pragma user_version") > 0 && Sqlite.damage(connection, file, tables).isEmpty();
        } catch (SQLException _) {
            return false;
        }
    }
}
