package earshot.store;

import static earshot.problem.Code.HOME_OWNED;
import static earshot.problem.Code.HOME_UNUSABLE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import earshot.problem.Problem;
import earshot.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// That this process owns a home. The operating system holds the lock, so that it goes with the process however that ends:
/// what a killed one leaves behind blocks nobody.
public final class HomeLock implements AutoCloseable {
    // far behind the content, because Windows keeps others from reading what is locked
    private static final long LOCKED = Long.MAX_VALUE - 1;

    private final FileChannel file;
    private final AtomicFile cleanStop;
    private final Optional<Instant> lastCleanStop;

    private HomeLock(FileChannel file, AtomicFile cleanStop, Optional<Instant> lastCleanStop) {
        this.file = file;
        this.cleanStop = cleanStop;
        this.lastCleanStop = lastCleanStop;
    }

    /// Makes this process the owner of `home`, which is made when absent.
    /// @throws ProblemException `HOME_OWNED` with the owner's pid, or `HOME_UNUSABLE`
    public static HomeLock take(Home home) {
        Path path = home.prepared().directory().resolve("lock");
        try {
            FileChannel file = FileChannel.open(path, CREATE, READ, WRITE);
            try {
                if (!locked(file)) {
                    throw new ProblemException(Problem.of(HOME_OWNED, owner(file), home.directory()));
                }
                file.truncate(0);
                file.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(US_ASCII)), 0);
                Path marker = home.directory().resolve("stopped");
                Optional<Instant> stopped = readMarker(marker);
                // from now on a crash is a crash
                Files.deleteIfExists(marker);
                return new HomeLock(file, new AtomicFile(marker), stopped);
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw new ProblemException(Problem.of(HOME_UNUSABLE, home.directory(), String.valueOf(e.getMessage())), e);
        }
    }

    /// When the run before this one stopped in order; empty after a crash and on the first run.
    public Optional<Instant> lastCleanStop() {
        return lastCleanStop;
    }

    /// Notes that this run stopped in order: the last thing to do before [#close].
    /// @param now the wall clock
    public void stopped(Instant now) throws IOException {
        cleanStop.write(now.toString().getBytes(US_ASCII));
    }

    /// Gives the home up.
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new ProblemException(Problem.of(HOME_UNUSABLE, "", String.valueOf(e.getMessage())), e);
        }
    }

    private static boolean locked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock(LOCKED, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException byThisProcess) {
            return false;
        }
    }

    private static String owner(FileChannel file) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(20);
        file.read(content, 0);
        return new String(content.array(), 0, content.position(), US_ASCII);
    }

    private static Optional<Instant> readMarker(Path marker) throws IOException {
        if (!Files.exists(marker)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(Files.readString(marker, US_ASCII)));
        } catch (DateTimeException | java.nio.charset.CharacterCodingException notOurs) {
            return Optional.empty();
        }
    }
}
