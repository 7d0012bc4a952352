package earshot.store;

import module java.base;

/// Something in a home that could not be used and was renamed, so that it is in nobody's way and nothing of it is lost.
///
/// @param from where it was
/// @param to where it lies now
/// @param reason why it could not be used, in English words
public record SetAside(Path from, Path to, String reason) {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    /// Renames a file, directory or link to `<name>.damaged-<time>`.
    public static SetAside move(Path path, Instant now, String reason) throws IOException {
        Path to = nameFor(path, now);
        Files.move(path, to);
        return new SetAside(path, to, reason);
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
