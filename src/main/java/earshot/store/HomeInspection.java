package earshot.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import module java.base;

import earshot.problem.ProblemReason;

/// Looks over a home before anything in it is opened: what has the wrong kind is set aside, and what other users of the computer may read
/// is taken from them. What killed processes left unfinished is deleted.
public final class HomeInspection {
    /// What belongs to Earshot in a home; a `*` stands for any characters.
    private static final List<String> FILES = List.of("earshot.db", "earshot.db-wal", "earshot.db-shm", "settings.yaml", "settings.over.*.yaml", "secrets.yaml",
        "secrets.over.*.yaml", "mcp_server_settings.json", "devices.yaml", "tool_processes.txt", "learned_models.json", "console.properties", "certificate.p12",
        "native/*", "meetings/index.json", "meetings/metrics.log", "logs/earshot.log");
    private static final List<String> DIRECTORIES = List.of("logs", "meetings", "meetings/segments", "meetings/sound", "tmp", "native", "models", "backups",
        "sessions");

    private static final List<String> SOCKETS = List.of("socket", "successor");

    /// What may stand in a home that is used by nothing else.
    private static final Pattern OURS = Pattern.compile(
        "(lock|socket|successor|certificate\\.p12|devices\\.yaml|console\\.properties"
            + "|(settings|secrets)(\\.over\\.[0-9a-f]{8})?\\.yaml|mcp_server_settings\\.json"
            + "|tool_processes\\.txt|learned_models\\.json|logs|meetings|tmp|native|models|backups|sessions|restore)"
            + "([.\\d].*)?|earshot\\.db.*|replaced-\\d{8}-\\d{6}");

    private HomeInspection() {}

    /// Whether Earshot makes files or directories of this name in a home.
    static boolean isOurs(String name) {
        return OURS.matcher(name).matches();
    }

    /// Call it as the owner of the home. Waits for the disk.
    ///
    /// @return what was set aside
    public static List<UnusableFile> inspect(HomeDirectory home, Instant now) {
        List<UnusableFile> aside = new ArrayList<>();
        DIRECTORIES.forEach(name -> check(home.path().resolve(name), true, now, aside));
        FILES.forEach(pattern -> matches(home.path(), pattern).forEach(file -> check(file, false, now, aside)));
        // anything else of their name is replaced when they are opened
        SOCKETS.stream().map(home.path()::resolve).filter(path -> Files.isDirectory(path, NOFOLLOW_LINKS)).forEach(path -> check(path, false, now, aside));
        LeftoverFiles.sweep(home);
        return aside;
    }

    /// Takes the files of earlier runs from other users. Waits for the disk, and may take long where there are many.
    public static void restrict(HomeDirectory home) {
        FILES.forEach(pattern -> matches(home.path(), pattern).forEach(PrivateFiles::restrict));
        for (String name : List.of("logs", "meetings", "tmp", "native", "backups")) {
            try (Stream<Path> inside = Files.walk(home.path().resolve(name))) {
                inside.forEach(PrivateFiles::restrict);
            } catch (IOException | UncheckedIOException _) {
                // absent, or not ours: the directory around it stays closed
            }
        }
    }

    private static void check(Path path, boolean directory, Instant now, List<UnusableFile> aside) {
        if (!Files.exists(path, NOFOLLOW_LINKS)) {
            return;
        }
        if (directory ? Files.isDirectory(path) : Files.isRegularFile(path)) {
            return;
        }
        ProblemReason reason = Files.exists(path) ? directory ? ProblemReason.NOT_A_DIRECTORY : ProblemReason.NOT_A_FILE : ProblemReason.DANGLING_LINK;
        try {
            aside.add(UnusableFile.setAside(path, now, reason));
        } catch (IOException _) {
            // what needs it says so
        }
    }

    private static List<Path> matches(Path home, String pattern) {
        if (!pattern.contains("*")) {
            return List.of(home.resolve(pattern));
        }
        List<Path> found = new ArrayList<>();
        Path path = home.resolve(pattern);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path.getParent(), path.getFileName().toString())) {
            files.forEach(found::add);
        } catch (IOException | DirectoryIteratorException _) {
            // an unreadable home is reported by what opens it
        }
        return found;
    }
}
