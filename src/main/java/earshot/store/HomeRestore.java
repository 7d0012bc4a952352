package earshot.store;

import static earshot.problem.ProblemCode.RESTORE_FAILED;
import static java.nio.charset.StandardCharsets.UTF_8;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// Restores a home from a backup in two steps. [#stage] checks the file and unpacks it beside the home's files, also while the home is in
/// use. [#apply] puts what is staged in the place of what is there, when nothing of the home is open; it can be interrupted at any moment
/// and continues the next time. What was there is renamed, not deleted.
public final class HomeRestore {
    private static final String UNPACKING = "restore.new-";
    private static final String STAGED = "restore";
    /// The name of what is staged once nothing stands in its place any more.
    private static final String CLEARED = "restore.ready";
    private static final long MOST_BYTES = 64L << 30;
    private static final long MOST_SETTINGS_BYTES = 8L << 20;
    private static final int MOST_FILES = 200_000;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private HomeRestore() {}

    /// Unpacks a backup into the home and checks everything in it. The file may come from anybody: names that lead elsewhere, too many or
    /// too large files, and a database that is damaged or too new are refused. Waits for the disk.
    ///
    /// @param migrations of all features
    /// @throws ProblemException `RESTORE_FAILED`; nothing has changed then
    public static void stage(HomeDirectory home, Path file, List<Migration> migrations) {
        Path unpacking = home.path().resolve(UNPACKING + ProcessHandle.current().pid());
        try {
            FileTree.delete(unpacking);
            PrivateFiles.createDirectories(unpacking);
            long room = Math.min(MOST_BYTES, Files.getFileStore(unpacking).getUsableSpace() / 10 * 9);
            unpack(file, unpacking, room);
            checkDatabase(home, unpacking.resolve(HomeContent.DATABASE), migrations);
            FileTree.delete(home.path().resolve(STAGED));
            Files.move(unpacking, home.path().resolve(STAGED), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | SQLException | IllegalArgumentException e) {
            FileTree.deleteQuietly(unpacking);
            String reason = switch (e) {
                case NoSuchFileException _ -> ProblemReason.ABSENT.toString();
                case Refused refused -> refused.getMessage();
                default -> e.toString();
            };
            throw new ProblemException(Problem.of(RESTORE_FAILED, file, reason), e);
        }
    }

    /// Whether a backup stands ready.
    public static boolean staged(HomeDirectory home) {
        return Files.isDirectory(home.path().resolve(STAGED));
    }

    /// Puts what is staged in place. Call it as the owner of the home, before anything in it is opened.
    ///
    /// @return where what was there lies now; empty when nothing was staged
    public static Optional<Path> apply(HomeDirectory home, Instant now) throws IOException {
        Path staged = home.path().resolve(STAGED);
        Path cleared = home.path().resolve(CLEARED);
        Optional<Path> replaced = Optional.empty();
        if (Files.isDirectory(staged)) {
            replaced = Optional.of(moveAway(home, staged, now));
            FileTree.delete(cleared);
            Files.move(staged, cleared, StandardCopyOption.ATOMIC_MOVE);
        }
        if (Files.isDirectory(cleared)) {
            List<Path> fresh;
            try (Stream<Path> inside = Files.list(cleared)) {
                fresh = inside.toList();
            }
            for (Path path : fresh) {
                Path place = home.path().resolve(path.getFileName());
                if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                    UnusableFile.setAside(place, now, ProblemReason.IN_THE_WAY);
                }
                Files.move(path, place);
            }
            Files.delete(cleared);
        }
        return replaced;
    }

    /// Moves away also what the backup does not have: a key that was added later must not live on beside older settings.
    private static Path moveAway(HomeDirectory home, Path staged, Instant now) throws IOException {
        Path replaced = PrivateFiles.createDirectories(home.path().resolve("replaced-" + STAMP.format(now)));
        List<String> names = new ArrayList<>(
            List.of("earshot.db-wal", "earshot.db-shm", DatabaseCheck.mark(home).getFileName().toString(), HomeContent.DATABASE, "meetings"));
        names.addAll(HomeContent.topNames(home));
        if (Files.exists(staged.resolve(HomeContent.SESSIONS))) {
            // recordings that no other ones replace stay
            names.add(HomeContent.SESSIONS);
        }
        for (String name : names) {
            Path path = home.path().resolve(name);
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(path, replaced.resolve(name));
            }
        }
        return replaced;
    }

    private static void unpack(Path file, Path to, long room) throws IOException {
        long left = room;
        int files = 0;
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)), UTF_8)) {
            ZipEntry mark = zip.getNextEntry();
            if (mark == null || !mark.getName().equals(HomeArchive.MARK)) {
                throw new Refused(ProblemReason.NO_BACKUP);
            }
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                if (!HomeContent.allows(name) || ++files > MOST_FILES) {
                    throw files > MOST_FILES ? new Refused(ProblemReason.TOO_MANY_FILES) : new Refused(ProblemReason.FOREIGN_FILE, name);
                }
                Path target = to.resolve(name);
                PrivateFiles.createDirectories(target.getParent());
                boolean settings = !name.contains("/") && !name.equals(HomeContent.DATABASE);
                left -= copy(zip, target, settings ? Math.min(left, MOST_SETTINGS_BYTES) : left);
            }
        }
    }

    /// @param most bytes; the sizes that the file itself claims are not trusted
    private static long copy(InputStream in, Path target, long most) throws IOException {
        long size = 0;
        byte[] part = new byte[1 << 16];
        try (FileChannel channel = FileChannel.open(target, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PrivateFiles.fileAttributes())) {
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                size += n;
                if (size > most) {
                    throw new Refused(ProblemReason.TOO_LARGE);
                }
                PrivateFiles.writeAll(channel, ByteBuffer.wrap(part, 0, n));
            }
            channel.force(true);
        } catch (FileAlreadyExistsException _) {
            throw new Refused(ProblemReason.DUPLICATE_FILE, target.getFileName().toString());
        }
        return size;
    }

    private static void checkDatabase(HomeDirectory home, Path database, List<Migration> migrations) throws IOException, SQLException {
        if (!Files.exists(database)) {
            throw new Refused(ProblemReason.NO_DATABASE);
        }
        SqliteNativeLibrary.unpackInto(home.temporary());
        int newest = migrations.stream().mapToInt(Migration::version).max().orElse(0);
        try (Connection connection = Sqlite.plain(database)) {
            Optional<String> damage = Sqlite.damage(connection, database, SchemaUpdater.tables(migrations));
            if (damage.isPresent()) {
                throw new Refused(ProblemReason.DATABASE_DAMAGED, damage.get());
            }
            if (Sqlite.number(connection, "pragma user_version") > newest) {
                throw new Refused(ProblemReason.BACKUP_NEWER);
            }
            // a hostile file could hold code that runs when rows are written
            List<String> foreign = new ArrayList<>(Sqlite.texts(connection, SchemaUpdater.CODE));
            foreign.removeAll(SchemaUpdater.code(migrations));
            if (!foreign.isEmpty()) {
                throw new Refused(ProblemReason.FOREIGN_CODE, String.join(", ", foreign));
            }
        }
    }

    /// The file is not acceptable.
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(ProblemReason reason) {
            super(reason.toString());
        }

        Refused(ProblemReason reason, String detail) {
            super(reason.with(detail));
        }
    }
}
