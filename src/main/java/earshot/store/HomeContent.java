package earshot.store;

import module java.base;

/// Which files of a home belong into a backup: the database (devices, names, memory, meetings, history), settings, secrets, tool servers,
/// the window's preferences, and everything of meetings.
final class HomeContent {
    static final String DATABASE = "earshot.db";
    private static final Pattern TOP = Pattern.compile("settings(\\.over\\.[0-9a-f]{8})?\\.yaml|secrets(\\.over\\.[0-9a-f]{8})?\\.yaml|mcp_server_settings\\.json|window\\.properties");
    private static final Pattern STEP = Pattern.compile("[^/\\\\\\p{Cntrl}:*?\"<>|]{1,240}");
    private static final int MAX_STEPS = 4;

    private HomeContent() {}

    /// Whether an archive may hold a file under this name, with `/` between directories.
    static boolean allows(String name) {
        if (name.equals(DATABASE) || TOP.matcher(name).matches()) {
            return true;
        }
        List<String> steps = List.of(name.split("/", -1));
        return steps.size() > 1 && steps.size() <= MAX_STEPS && steps.getFirst().equals("meetings")
            && steps.stream().allMatch(step -> STEP.matcher(step).matches() && !step.equals(".") && !step.equals("..") && !step.endsWith(".") && !step.endsWith(" "));
    }

    /// The files of a home apart from the database, by the name that they have in an archive.
    static SortedMap<String, Path> files(HomeDirectory home) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        List<Path> found = new ArrayList<>();
        try (Stream<Path> top = Files.list(home.path())) {
            top.forEach(found::add);
        }
        if (Files.isDirectory(home.meetings())) {
            try (Stream<Path> meetings = Files.walk(home.meetings(), MAX_STEPS - 1)) {
                meetings.forEach(found::add);
            }
        }
        for (Path file : found) {
            String name = StreamSupport.stream(home.path().relativize(file).spliterator(), false).map(Path::toString).collect(Collectors.joining("/"));
            boolean unfinished = name.endsWith(".new") || name.contains(".damaged-");
            if (Files.isRegularFile(file) && !name.equals(DATABASE) && !unfinished && allows(name)) {
                files.put(name, file);
            }
        }
        return files;
    }
}
