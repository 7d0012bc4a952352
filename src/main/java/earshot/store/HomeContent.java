package earshot.store;

import module java.base;

/// Which files of a home belong into a backup: the database (devices, names, memory, meetings, history), settings, secrets, tool servers,
/// the window's preferences, everything of meetings, and the session files of recordings that were ended.
final class HomeContent {
    static final String DATABASE = "earshot.db";
    static final String SESSIONS = "sessions";
    private static final String SESSION_FILE = ".earshot";
    private static final Pattern TOP = Pattern.compile(
        "settings(\\.over\\.[0-9a-f]{8})?\\.yaml|secrets(\\.over\\.[0-9a-f]{8})?\\.yaml|mcp_server_settings\\.json|devices\\.yaml|console\\.properties");
    private static final Pattern STEP = Pattern.compile("[^/\\\\\\p{Cntrl}:*?\"<>|]{1,240}");
    private static final int MAX_STEPS = 4;

    private HomeContent() {}

    /// Whether an archive may hold a file under this name, with `/` between directories.
    static boolean allows(String name) {
        if (name.equals(DATABASE) || TOP.matcher(name).matches()) {
            return true;
        }
        List<String> steps = List.of(name.split("/", -1));
        boolean meeting = steps.size() > 1 && steps.size() <= MAX_STEPS && steps.getFirst().equals("meetings");
        boolean session = steps.size() == 2 && steps.getFirst().equals(SESSIONS) && name.endsWith(SESSION_FILE);
        return (meeting || session)
            && steps.stream()
                .allMatch(step -> STEP.matcher(step).matches() && !step.equals(".") && !step.equals("..") && !step.endsWith(".") && !step.endsWith(" "));
    }

    /// The files of a home apart from the database, by the name that they have in an archive.
    static SortedMap<String, Path> files(HomeDirectory home) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        for (String name : topNames(home)) {
            add(name, home.path().resolve(name), files);
        }
        addTree("meetings", home.meetings(), MAX_STEPS - 1, files);
        addTree(SESSIONS, home.sessions(), 1, files);
        return files;
    }

    /// The names of settings and the like that a home has, whatever stands there: a file, a directory or a link.
    static List<String> topNames(HomeDirectory home) throws IOException {
        try (Stream<Path> top = Files.list(home.path())) {
            return top.map(path -> path.getFileName().toString()).filter(name -> TOP.matcher(name).matches()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// @param directory may be absent, or a link
    private static void addTree(String name, Path directory, int depth, SortedMap<String, Path> files) throws IOException {
        List<Path> inside;
        try (Stream<Path> found = Files.isDirectory(directory) ? Files.list(directory.toRealPath()) : Stream.empty()) {
            inside = found.toList();
        } catch (NoSuchFileException _) {
            // deleted meanwhile
            return;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path path : inside) {
            String inner = name + "/" + path.getFileName();
            if (depth > 1 && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                addTree(inner, path, depth - 1, files);
            } else {
                add(inner, path, files);
            }
        }
    }

    private static void add(String name, Path file, SortedMap<String, Path> files) {
        boolean unfinished = name.endsWith(".new") || name.contains(".damaged-");
        if (Files.isRegularFile(file) && !unfinished && allows(name)) {
            files.put(name, file);
        }
    }
}
