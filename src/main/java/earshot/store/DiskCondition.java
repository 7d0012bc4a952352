package earshot.store;

import module java.base;

import earshot.problem.ProblemReason;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is wrong with the file system that a directory lies on, as the reason of a problem.
public final class DiskCondition {
    private static final Logger LOG = LoggerFactory.getLogger(DiskCondition.class);
    private static final Path MOUNTS = Path.of("/proc/self/mounts");
    /// The database needs a few of them for each write.
    private static final long LITTLE_BYTES = 1 << 20;

    private DiskCondition() {}

    /// Empty where nothing is known to be wrong.
    ///
    /// @param path also one that does not exist: its nearest parent that does counts
    public static Optional<String> of(Path path) {
        try {
            Path present = path.toAbsolutePath().normalize();
            while (!Files.exists(present) && present.getParent() != null) {
                present = present.getParent();
            }
            FileStore disk = Files.getFileStore(present);
            if (disk.isReadOnly()) {
                return Optional.of(ProblemReason.DISK_READ_ONLY.with(disk));
            }
            if (disk.getUsableSpace() < LITTLE_BYTES) {
                return Optional.of(ProblemReason.DISK_LITTLE.with(disk, disk.getUsableSpace() / 1024, disk.getTotalSpace() >> 20));
            }
            return noExec(present.toRealPath()) ? Optional.of(ProblemReason.DISK_NOEXEC.with(disk)) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            LOG.debug("the file system of {} could not be asked: {}", path, e.toString());
            return Optional.empty();
        }
    }

    /// Adds it to the reason that something on it failed.
    public static String explain(Path path, String reason) {
        return of(path).map(why -> reason + "\n" + why).orElse(reason);
    }

    /// Linux only: others do not say.
    private static boolean noExec(Path path) throws IOException {
        if (!Files.isReadable(MOUNTS)) {
            return false;
        }
        String options = "";
        int longest = -1;
        for (String line : Files.readAllLines(MOUNTS)) {
            String[] fields = line.split(" ");
            Path mount = Path.of(fields[1].replace("\\040", " "));
            // of several on the same directory the last one is on top
            if (fields.length > 3 && path.startsWith(mount) && mount.getNameCount() >= longest) {
                longest = mount.getNameCount();
                options = fields[3];
            }
        }
        return List.of(options.split(",")).contains("noexec");
    }
}
