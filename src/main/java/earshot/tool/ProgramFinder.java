package earshot.tool;

import module java.base;

import earshot.time.Time;

/// Prepares the start of tool servers that are programs: finds the command as a terminal would, also where a desktop has started us, and gives the
/// program the same `PATH`, since `npx` looks for `node` by it. Safe for use from any thread.
final class ProgramFinder {
    private final Supplier<SearchPath> searchPath;
    private final Path home;

    /// @param searchPath asked at each start, since it may have been installed meanwhile; may block
    ProgramFinder(Supplier<SearchPath> searchPath, Path home) {
        this.searchPath = searchPath;
        this.home = home;
    }

    static ProgramFinder ofThisComputer(Time time) {
        Map<String, String> environment = System.getenv();
        Path home = Path.of(System.getProperty("user.home"));
        String usual = System.getProperty("os.name").startsWith("Mac") ? "/bin/zsh" : "/bin/sh";
        LoginShellPath loginShell = new LoginShellPath(time, Optional.ofNullable(environment.get("SHELL")).filter(shell -> !shell.isBlank()).orElse(usual));
        return new ProgramFinder(() -> SearchPath.of(environment, System.getProperty("os.name"), home, loginShell::get), home);
    }

    /// What starts a program. Blocks; for virtual threads.
    ///
    /// @throws IOException when there is no such command or directory
    ProcessBuilder builder(ToolServerEntry.Program program) throws IOException {
        SearchPath known = searchPath.get();
        SearchPath places = program.environment().entrySet().stream().filter(each -> each.getKey().equalsIgnoreCase("PATH")).findFirst()
            .map(path -> known.after(path.getValue())).orElse(known);
        Optional<Path> directory = program.directory().map(this::atHome).map(Path::of);
        if (directory.isPresent() && !Files.isDirectory(directory.get())) {
            throw new IOException("its directory " + directory.get() + " does not exist");
        }
        ProcessBuilder builder = new ProcessBuilder(command(program.command(), places, directory));
        directory.map(Path::toFile).ifPresent(builder::directory);
        builder.environment().keySet().removeIf(name -> name.equalsIgnoreCase("PATH"));
        builder.environment().putAll(program.environment());
        builder.environment().keySet().removeIf(name -> name.equalsIgnoreCase("PATH"));
        builder.environment().put("PATH", places.toString());
        return builder;
    }

    /// Some write the whole command line where the command belongs.
    private List<String> command(List<String> words, SearchPath places, Optional<Path> directory) throws IOException {
        String command = atHome(words.getFirst());
        Optional<String> found = find(command, places, directory);
        if (found.isEmpty() && command.contains(" ")) {
            List<String> line = ToolServerEntryParser.words(command);
            Optional<String> first = find(atHome(line.getFirst()), places, directory);
            if (first.isPresent()) {
                return Stream.of(first.stream(), line.stream().skip(1), words.stream().skip(1)).flatMap(part -> part).toList();
            }
        }
        String searched = command.contains("/") || command.contains("\\") ? Optional.ofNullable(Path.of(command).getParent()).map(Path::toString).orElse("/")
            : places.toString();
        String program = found.orElseThrow(() -> new ToolServerFailure.Raised(new ToolServerFailure.ProgramMissing(words.getFirst(), searched)));
        return Stream.concat(Stream.of(program), words.stream().skip(1)).toList();
    }

    private static Optional<String> find(String command, SearchPath places, Optional<Path> directory) {
        if (!command.contains("/") && !command.contains("\\")) {
            return places.find(command).map(Path::toString);
        }
        Path file = directory.map(base -> base.resolve(command)).orElse(Path.of(command));
        return Optional.of(file.toString())
            .filter(_ -> Files.exists(file) || places.extensions().stream().anyMatch(extension -> Files.exists(Path.of(file + extension))));
    }

    private String atHome(String path) {
        return path.startsWith("~/") || path.startsWith("~\\") ? home + path.substring(1) : path;
    }
}
