package earshot.tool;

import module java.base;

import earshot.data.LetterCase;

/// The directories in which commands are looked for: our own `PATH`, that of the login shell where a desktop has started us, and the usual places
/// of the tools that run tool servers. Made after the system that it is told, so that each can be tried on any.
///
/// @param directories in the order of the search
/// @param extensions of programs, for Windows; a single empty one elsewhere
record SearchPath(List<String> directories, List<String> extensions, String separator) {
    private static final List<String> UNIX = List.of("~/.local/bin", "~/bin", "~/.cargo/bin", "~/.bun/bin", "~/.deno/bin", "~/.volta/bin", "~/.asdf/shims",
        "~/.local/share/mise/shims",
        "~/.local/share/fnm/aliases/default/bin", "~/.npm-global/bin", "~/.local/share/pnpm", "~/Library/pnpm", "~/.pyenv/shims", "~/.nix-profile/bin",
        "/opt/homebrew/bin", "/home/linuxbrew/.linuxbrew/bin",
        "/usr/local/bin", "/opt/local/bin", "/snap/bin", "/nix/var/nix/profiles/default/bin", "/usr/bin", "/bin");
    private static final List<String> WINDOWS = List.of("~/.local/bin", "~/AppData/Roaming/npm", "~/AppData/Local/Programs/nodejs", "C:/Program Files/nodejs",
        "~/AppData/Local/Volta/bin", "~/.cargo/bin", "~/.bun/bin",
        "~/.deno/bin", "~/scoop/shims", "~/AppData/Local/Microsoft/WinGet/Links", "~/AppData/Local/Microsoft/WindowsApps", "C:/ProgramData/chocolatey/bin");

    /// @param loginShell gives the path of the login shell; asked only where no terminal has started us
    static SearchPath of(Map<String, String> environment, String system, Path home, Supplier<Optional<String>> loginShell) {
        boolean windows = system.startsWith("Windows");
        String separator = windows ? ";" : ":";
        Optional<String> own = environment.entrySet().stream().filter(each -> each.getKey().equalsIgnoreCase("PATH")).map(Map.Entry::getValue).findFirst();
        // a shell in a terminal has given us its own path already, and a second one would take the terminal from it
        boolean terminal = windows || environment.containsKey("TERM");
        Stream<String> given = Stream.concat((terminal ? Optional.<String>empty() : loginShell.get()).stream(), own.stream())
            .flatMap(path -> Arrays.stream(path.split(separator)));
        Stream<String> usual = Stream
            .concat((windows ? WINDOWS : UNIX).stream().map(place -> place.replaceFirst("^~", Matcher.quoteReplacement(home.toString()))), nodeVersions(home))
            .filter(place -> Files.isDirectory(Path.of(place)));
        List<String> extensions = windows ? List.of(LetterCase.lower(environment.getOrDefault("PATHEXT", ".COM;.EXE;.BAT;.CMD")).split(";")) : List.of("");
        return new SearchPath(Stream.concat(given, usual).filter(place -> !place.isBlank()).distinct().toList(), extensions, separator);
    }

    /// Those before the others, as the environment of an entry wants it.
    SearchPath after(String first) {
        return new SearchPath(Stream.concat(Arrays.stream(first.split(separator)), directories.stream()).filter(place -> !place.isBlank()).distinct().toList(),
            extensions, separator);
    }

    /// The program of a command without a directory.
    Optional<Path> find(String command) {
        boolean complete = extensions.stream().anyMatch(extension -> LetterCase.lower(command).endsWith(extension));
        return directories.stream()
            .flatMap(directory -> (complete ? Stream.of("") : extensions.stream()).map(extension -> path(directory, command + extension)))
            .flatMap(Optional::stream).filter(file -> Files.isRegularFile(file) && Files.isExecutable(file)).findFirst();
    }

    /// As the value of `PATH`.
    @Override
    public String toString() {
        return String.join(separator, directories);
    }

    private static Optional<Path> path(String directory, String name) {
        try {
            return Optional.of(Path.of(directory, name));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    /// Those that nvm keeps, the newest first.
    private static Stream<String> nodeVersions(Path home) {
        try (Stream<Path> versions = Files.list(home.resolve(".nvm/versions/node"))) {
            return versions.sorted(Comparator.comparing(SearchPath::version, Arrays::compare).reversed()).map(version -> version.resolve("bin").toString())
                .toList().stream();
        } catch (IOException _) {
            return Stream.empty();
        }
    }

    private static int[] version(Path directory) {
        return Pattern.compile("\\d{1,8}").matcher(directory.getFileName().toString()).results().mapToInt(number -> Integer.parseInt(number.group())).toArray();
    }
}
