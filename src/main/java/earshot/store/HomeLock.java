package earshot.store;

import static earshot.problem.ProblemCode.HOME_OWNED;
import static earshot.problem.ProblemCode.HOME_UNUSABLE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.READ;

import module java.base;

import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes this process the only owner of a home directory. The operating system holds the lock and releases it when the process ends,
/// also when it is killed.
public final class HomeLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HomeLock.class);
    // far after the content, because Windows does not let others read a locked range
    private static final long LOCKED = Long.MAX_VALUE - 1;

    private final FileChannel file;

    private HomeLock(FileChannel file) {
        this.file = file;
    }

    /// Takes the lock of `home`, which is created when absent.
    ///
    /// @throws ProblemException `HOME_OWNED` with the owner's pid, or `HOME_UNUSABLE`
    public static HomeLock take(HomeDirectory home) {
        Path path = home.prepared().path().resolve("lock");
        try {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(path)) {
                UnusableFile moved = UnusableFile.setAside(path,
                    Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant(), ProblemReason.NOT_A_FILE);
                LOG.warn("{} was in the way and lies at {} now", moved.from(), moved.to());
            }
            // a file of ours that became read-only, as by a copy from a medium that is
            PrivateFiles.restrict(path);
            FileChannel file = PrivateFiles.open(path, READ);
            try {
                if (!tryLock(file)) {
                    throw new ProblemException(Problem.of(HOME_OWNED, owner(file), home.path()));
                }
                file.truncate(0);
                file.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(US_ASCII)), 0);
                return new HomeLock(file);
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (AccessDeniedException e) {
            throw new ProblemException(Problem.of(HOME_UNUSABLE, home.path(), Failures.argument(e)), e);
        } catch (IOException e) {
            throw new ProblemException(Problem.of(HOME_UNUSABLE, home.path(), DiskCondition.explain(home.path(), Failures.argument(e))), e);
        }
    }

    /// Releases the lock.
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new ProblemException(Problem.of(HOME_UNUSABLE, "", Failures.argument(e)), e);
        }
    }

    private static boolean tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock(LOCKED, 1, false) != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private static String owner(FileChannel file) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(20);
        file.read(content, 0);
        return new String(content.array(), 0, content.position(), US_ASCII);
    }
}
