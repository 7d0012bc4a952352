package earshot.store;

import static earshot.problem.ProblemCode.BACKUP_FAILED;
import static java.nio.charset.StandardCharsets.UTF_8;

import module java.base;

import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import java.sql.SQLException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes a backup of a home to one file that only its owner may read: it holds the secrets too. It is a ZIP file.
public final class HomeArchive {
    /// The first entry, by which a backup is known.
    static final String MARK = "earshot-backup.txt";
    static final String MARK_TEXT = "A backup of Earshot, format 1. It holds keys and passwords: keep it as you keep those.\n";

    private HomeArchive() {}

    /// Writes the file, which is replaced as a whole. The program may be running, also in another process: the database is read as a
    /// snapshot, and every other file is replaced as a whole by those who write it. Waits for the disk; call it on a platform thread.
    ///
    /// @param progress gets a value from 0 to 1
    /// @throws ProblemException `BACKUP_FAILED`
    public static void write(HomeDirectory home, Path file, DoubleConsumer progress) {
        Path target = file.toAbsolutePath();
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        Path snapshot = home.temporary().resolve("backup-" + ProcessHandle.current().pid() + ".db");
        try {
            if (!Files.isDirectory(home.path())) {
                throw new NoSuchFileException(home.path().toString(), null, "there is no home");
            }
            if (!Files.isRegularFile(home.database())) {
                // restoring it would be refused
                throw new ProblemException(Problem.of(BACKUP_FAILED, ProblemReason.HOME_EMPTY.with(home.path().toString())));
            }
            SqliteNativeLibrary.unpackInto(home.temporary());
            SortedMap<String, Path> files = HomeContent.files(home);
            DatabaseBackups.copy(home.database(), snapshot);
            files.put(HomeContent.DATABASE, snapshot);
            try (ZipOutputStream zip = new ZipOutputStream(
                new BufferedOutputStream(Channels.newOutputStream(PrivateFiles.open(fresh, StandardOpenOption.TRUNCATE_EXISTING))), UTF_8)) {
                write(zip, files, progress);
            }
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | SQLException e) {
            delete(fresh);
            throw new ProblemException(Problem.of(BACKUP_FAILED, Failures.argument(e)), e);
        } finally {
            delete(snapshot);
        }
    }

    private static void write(ZipOutputStream zip, SortedMap<String, Path> files, DoubleConsumer progress) throws IOException {
        zip.putNextEntry(new ZipEntry(MARK));
        zip.write(MARK_TEXT.getBytes(UTF_8));
        zip.closeEntry();
        long total = 1;
        for (Path file : files.values()) {
            total += file.toFile().length();
        }
        long done = 0;
        for (Map.Entry<String, Path> file : files.entrySet()) {
            try (InputStream in = Files.newInputStream(file.getValue())) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                done += in.transferTo(zip);
                zip.closeEntry();
            } catch (NoSuchFileException _) {
                // a meeting that was deleted meanwhile
            }
            progress.accept(Math.min(1, (double) done / total));
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // the next backup writes over it
        }
    }
}
