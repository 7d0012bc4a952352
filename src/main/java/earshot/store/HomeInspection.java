package earshot.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import module java.base;

/// Looks over a home before anything in it is opened: what has the wrong kind is set aside, and what other users of the computer may read
/// is taken from them.
public final class HomeInspection {
    /// What belongs to Earshot in a home; a `*` stands for any characters.
    private static final List<String> FILES = List.of("earshot.db", "earshot.db-wal", "earshot.db-shm", "settings.yaml", "settings.over.*.yaml", "secrets.yaml",
        "secrets.over.*.yaml", "mcp_server_settings.json", "tool_processes.txt", "window.properties", "meetings/index.json", "meetings/metrics.log", "logs/earshot.log");
    private static final List<String> DIRECTORIES = List.of("logs", "meetings", "meetings/segments", "meetings/sound", "tmp", "native", "models", "backups");

    private HomeInspection() {}

    /// Call it as the owner of the home. Waits for the disk.
    ///
    /// @return what was set aside
    public static List<SetAside> inspect(HomeDirectory home, Instant now) {
        List<SetAside> aside = new ArrayList<>();
        DIRECTORIES.forEach(name -> check(home.path().resolve(name), true, now, aside));
        FILES.forEach(pattern -> matches(home.path(), pattern).forEach(file -> check(file, false, now, aside)));
        return aside;
    }

    /// Takes the files of earlier runs from other users. Waits for the disk, and may take long where there are many.
    public static void restrict(HomeDirectory home) {
        FILES.forEach(pattern -> matches(home.path(), pattern).forEach(PrivateFiles::restrict));
        for (String name : List.of("logs", "meetings", "tmp", "native", "backups")) {
            try (Stream<Path> inside = Files.walk(home.path().resolve(name))) {
                inside.forEach(PrivateFiles::restrict);
            } catch (IOException | UncheckedIOException e) {
                // absent, or not ours: the directory around it stays closed
            }
        }
    }

    private static void check(Path path, boolean directory, Instant now, List<SetAside> aside) {
        if (!Files.exists(path, NOFOLLOW_LINKS)) {
            return;
        }
        if (directory ? Files.isDirectory(path) : Files.isRegularFile(path)) {
            return;
        }
        String reason = Files.exists(path) ? directory ? "it is not a directory" : "it is not a file" : "it is a link that leads nowhere";
        try {
            aside.add(SetAside.move(path, now, reason));
        } catch (IOException e) {
            // what needs it says so
        }
    }

    private static List<Path> matches(Path home, String pattern) {
        if (!pattern.contains("*")) {
            return List.of(home.resolve(pattern));
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home, pattern)) {
            files.forEach(found::add);
        } catch (IOException | DirectoryIteratorException e) {
            // an unreadable home is reported by what opens it
        }
        return found;
    }
}
