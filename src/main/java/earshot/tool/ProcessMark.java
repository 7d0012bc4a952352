package earshot.tool;

import module java.base;

/// A mark in the environment of a process, which all processes that it starts inherit. Linux shows the environment of one's own processes, so
/// that there also those are found whose parent has ended.
///
/// @param text unique to a run, or to one program of a run
record ProcessMark(String text) {
    private static final String VARIABLE = "EARSHOT_TOOL";
    private static final Path PROCESSES = Path.of("/proc");
    private static final int MAX_ENVIRONMENT = 1 << 18;

    static ProcessMark ofRun() {
        return new ProcessMark(UUID.randomUUID().toString());
    }

    /// Whether the system shows the environment of processes.
    static boolean readable() {
        return Files.isReadable(PROCESSES.resolve("self").resolve("environ"));
    }

    /// The mark of one program. It begins with this one.
    ProcessMark child(int number) {
        return new ProcessMark(text + "." + number + ".");
    }

    void addTo(Map<String, String> environment) {
        environment.put(VARIABLE, text);
    }

    /// What the environment of a marked process holds.
    String entry() {
        return VARIABLE + "=" + text;
    }

    /// The processes with this mark, or one that begins with it; none where the system does not show the environment.
    Stream<ProcessHandle> carriers() {
        return readable() ? ProcessHandle.allProcesses().filter(this::marks) : Stream.empty();
    }

    private boolean marks(ProcessHandle process) {
        try (InputStream environment = Files.newInputStream(PROCESSES.resolve(String.valueOf(process.pid())).resolve("environ"))) {
            return new String(environment.readNBytes(MAX_ENVIRONMENT), StandardCharsets.ISO_8859_1).contains(entry());
        } catch (IOException _) {
            // of another user, or ended meanwhile
            return false;
        }
    }
}
