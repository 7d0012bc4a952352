package earshot.store;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSubject;

/// Something in a home that could not be used and was renamed, so that it is in nobody's way and nothing of it is lost.
///
/// @param from where it was
/// @param to where it lies now
/// @param reason why it could not be used
public record UnusableFile(Path from, Path to, ProblemReason reason) {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    /// Renames a file, directory or link to `<name>.damaged-<time>`.
    public static UnusableFile setAside(Path path, Instant now, ProblemReason reason) throws IOException {
        Path to = nameFor(path, now);
        Files.move(path, to);
        return new UnusableFile(path, to, reason);
    }

    /// Tells it.
    public Problem problem() {
        return Problem.of(ProblemCode.FILE_SET_ASIDE, new ProblemSubject.File(from.toString()), from, to, reason);
    }

    /// A name beside `path` that nothing has yet.
    static Path nameFor(Path path, Instant now) {
        return nameFor(path, "damaged", now);
    }

    static Path nameFor(Path path, String why, Instant now) {
        String name = path.getFileName() + "." + why + "-" + STAMP.format(now);
        Path to = path.resolveSibling(name);
        for (int i = 2; Files.exists(to, LinkOption.NOFOLLOW_LINKS); i++) {
            to = path.resolveSibling(name + "-" + i);
        }
        return to;
    }
}
