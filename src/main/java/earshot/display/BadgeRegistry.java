package earshot.display;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;

/// The badges as their file names them. It is read again where it changed, on a thread of its own, as often as somebody asks: a lookup never waits for the
/// disk and may be one change behind. A file that cannot be read leaves what held before. Safe for use from any thread.
public final class BadgeRegistry {
    private final Path home;
    private final Supplier<String> file;
    private final ProblemSink problems;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile Map<DeviceId, Badge> badges = Map.of();
    /// Used by the one thread that reads.
    private volatile Optional<FileStamp> known = Optional.empty();

    /// What tells whether a file changed.
    private record FileStamp(String file, Optional<FileTime> modified, long size) {}

    /// @param home from which a relative path counts
    /// @param file asked at each reading
    public BadgeRegistry(Path home, Supplier<String> file, ProblemSink problems) {
        this.home = home;
        this.file = file;
        this.problems = problems;
    }

    Badge find(DeviceId device) {
        return badges.getOrDefault(device, Badge.UNKNOWN);
    }

    /// Has the file read again, where it changed. Returns at once.
    void refresh() {
        if (reading.compareAndSet(false, true)) {
            Thread.ofVirtual().name("badge-file").start(() -> {
                try {
                    readIfChanged();
                } finally {
                    reading.set(false);
                }
            });
        }
    }

    private void readIfChanged() {
        String written = file.get();
        FileStamp now = stamp(written);
        if (known.equals(Optional.of(now))) {
            return;
        }
        known.filter(before -> !before.file().equals(written))
            .ifPresent(before -> problems.resolve(ProblemCode.BADGES_UNREADABLE, new ProblemSubject.File(before.file())));
        ProblemSubject subject = new ProblemSubject.File(written);
        try {
            badges = now.modified().isEmpty() ? Map.of() : BadgeFile.read(home.resolve(written));
            problems.resolve(ProblemCode.BADGES_UNREADABLE, subject);
        } catch (IOException e) {
            problems.raise(Problem.of(ProblemCode.BADGES_UNREADABLE, subject, home.resolve(written), Failures.argument(e)));
        }
        known = Optional.of(now);
    }

    private FileStamp stamp(String written) {
        try {
            Path path = home.resolve(written);
            return new FileStamp(written, Optional.of(Files.getLastModifiedTime(path)), Files.size(path));
        } catch (IOException | InvalidPathException _) {
            return new FileStamp(written, Optional.empty(), 0);
        }
    }
}
