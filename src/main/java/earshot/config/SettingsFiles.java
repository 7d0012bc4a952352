package earshot.config;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;

/// The layers of settings as the command line and the files give them, read and merged. Not thread-safe.
final class SettingsFiles {
    private static final int MAX_NAMED_KEYS = 20;

    /// A settings file and the secrets that override it.
    private record Pair(YamlFile file, SecretStore secrets) {
        Pair(Path directory, String file, String secrets) {
            this(new YamlFile(directory.resolve(file)), new SecretStore(new YamlFile(directory.resolve(secrets))));
        }
    }

    private final SettingsCatalog catalog;
    private final SettingsTree commandLine;
    private final Pair console;
    private final Optional<YamlFile> given;
    private final Optional<Pair> home;
    private final Map<YamlFile, SettingsTree> lastRead = new HashMap<>();
    /// Files that exist and could not be read once in this run.
    private final Set<YamlFile> unknown = new HashSet<>();
    private Optional<String> consoleText = Optional.empty();
    private Optional<YamlFile.Content.Unreadable> unreadable = Optional.empty();
    /// What was read of the given file, where that is a pipe.
    private Optional<YamlFile.Content> piped = Optional.empty();
    private Map<SettingsLayer, SettingsTree> layers = Map.of();
    private List<SettingsOverview.UnknownKey> unknownKeys = List.of();
    private final Map<YamlFile, Set<String>> unfilledKeys = new HashMap<>();
    private final Map<YamlFile, String> texts = new LinkedHashMap<>();
    private final EnvironmentReferences environmentReferences = new EnvironmentReferences(System::getenv);

    /// @param directory the home directory
    /// @param given the file given by `--config`
    /// @param commandLine dotted key to value
    SettingsFiles(SettingsCatalog catalog, Path directory, Optional<Path> given, Map<String, Object> commandLine) {
        this.catalog = catalog;
        this.commandLine = SettingsTree.ofDotted(commandLine);
        this.given = given.map(YamlFile::new);
        Pair usual = new Pair(directory, Configuration.HOME_FILE, Configuration.SECRETS_FILE);
        console = given.map(file -> new Pair(directory, overlayFileName("settings", file), overlayFileName("secrets", file))).orElse(usual);
        home = given.map(_ -> usual);
    }

    /// The digest of the path keeps apart the edits of two `--config` files with the same name.
    private static String overlayFileName(String kind, Path config) {
        CRC32 digest = new CRC32();
        digest.update(config.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
        return "%s.over.%08x.yaml".formatted(kind, digest.getValue());
    }

    /// Reads all files and returns whether all could be read; adds what is wrong to the problems. For a file that cannot be read, its
    /// last readable content (or nothing) stays.
    boolean read(Set<Problem> problems) {
        unknownKeys = new ArrayList<>();
        texts.clear();
        Map<SettingsLayer, SettingsTree> fresh = new LinkedHashMap<>();
        fresh.put(SettingsLayer.COMMAND_LINE, commandLine);
        YamlFile.Content content = console.file.read();
        unreadable = content instanceof YamlFile.Content.Unreadable why && Files.isRegularFile(console.file.path()) ? Optional.of(why) : Optional.empty();
        if (content instanceof YamlFile.Content.Read read) {
            consoleText = Optional.of(read.text());
        } else if (unreadable.isEmpty()) {
            consoleText = Optional.empty();
            lastRead.remove(console.file);
        }
        boolean good = accept(console.file, content, false, problems) & accept(console.secrets, problems);
        fresh.put(SettingsLayer.CONSOLE, inForce(console));
        if (given.isPresent()) {
            good &= accept(given.get(), readGiven(given.get()), true, problems);
            fresh.put(SettingsLayer.GIVEN, environmentReferences.fill(values(given.get())));
        }
        if (home.isPresent()) {
            good &= accept(home.get().file, home.get().file.read(), false, problems) & accept(home.get().secrets, problems);
            fresh.put(SettingsLayer.HOME, inForce(home.get()));
        }
        fresh.replaceAll((_, tree) -> SectionProvider.added(tree));
        layers = fresh;
        SettingsTree selecting = merged();
        fresh.replaceAll((_, tree) -> catalog.translated(tree, selecting));
        reportUnfilledKeys(problems);
        return good;
    }

    /// A pipe gives its settings once.
    private YamlFile.Content readGiven(YamlFile file) {
        boolean pipe = Files.exists(file.path()) && !Files.isRegularFile(file.path()) && !Files.isDirectory(file.path());
        if (piped.isEmpty() && pipe) {
            piped = Optional.of(file.read());
        }
        return piped.orElseGet(file::read);
    }

    private void reportUnfilledKeys(Set<Problem> problems) {
        unfilledKeys.clear();
        UnfilledKeys search = new UnfilledKeys(catalog);
        SettingsTree merged = merged();
        texts.forEach((file, text) -> {
            List<String> unfilled = search.in(environmentReferences.fill(values(file)));
            Map<String, Integer> lines = unfilled.isEmpty() ? Map.of() : SettingsOverviewBuilder.lines(text);
            unfilledKeys.put(file, Set.copyOf(unfilled));
            List<String> told = UnfilledKeys.told(unfilled, merged).stream().map(key -> key + " (" + lines.getOrDefault(key, 0) + ")").toList();
            if (!told.isEmpty()) {
                problems.add(Problem.of(ProblemCode.SETTING_UNFILLED, subject(file), file.path(), named(told)));
            }
        });
    }

    /// The values of a file and its secrets, filled from the environment. Those of the secrets are what somebody entered, and stay.
    private SettingsTree inForce(Pair pair) {
        return environmentReferences.fill(values(pair.file)).editedBy(SettingsTree.ofDotted(pair.secrets.values()));
    }

    private SettingsTree values(YamlFile file) {
        return lastRead.getOrDefault(file, SettingsTree.EMPTY);
    }

    private SettingsTree values(Pair pair) {
        return values(pair.file).editedBy(SettingsTree.ofDotted(pair.secrets.values()));
    }

    private static boolean accept(SecretStore secrets, Set<Problem> problems) {
        return switch (secrets.read()) {
            case YamlFile.Content.Read _, YamlFile.Content.Absent _ -> true;
            case YamlFile.Content.Unreadable why -> {
                problems.add(unreadable(secrets.file(), why));
                yield false;
            }
        };
    }

    private boolean accept(YamlFile file, YamlFile.Content content, boolean mustExist, Set<Problem> problems) {
        unknown.remove(file);
        switch (content) {
            case YamlFile.Content.Read read -> {
                reportUnknownKeys(file, read.tree(), read.text(), problems);
                reportForm(file, read, problems);
                texts.put(file, read.text());
                lastRead.put(file, read.tree());
            }
            case YamlFile.Content.Absent _ when mustExist -> problems.add(Problem.of(ProblemCode.CONFIG_MISSING, subject(file), file.path().toAbsolutePath()));
            case YamlFile.Content.Absent _ -> lastRead.remove(file);
            case YamlFile.Content.Unreadable why -> {
                problems.add(unreadable(file, why));
                if (!lastRead.containsKey(file) && !catalog.whileUnknown().leaves().isEmpty()) {
                    unknown.add(file);
                    problems.add(Problem.of(ProblemCode.ACCESS_UNKNOWN, subject(file), file.path()));
                }
            }
        }
        return content instanceof YamlFile.Content.Read || content instanceof YamlFile.Content.Absent && !mustExist;
    }

    private void reportUnknownKeys(YamlFile file, SettingsTree tree, String text, Set<Problem> problems) {
        List<SettingsOverview.UnknownKey> found = SettingsOverviewBuilder.unknownKeys(catalog, file.path().toString(), tree, text);
        unknownKeys.addAll(found);
        List<String> foreign = SettingsOverviewBuilder.foreignKeys(catalog, tree);
        if (!foreign.isEmpty()) {
            problems.add(Problem.of(ProblemCode.SETTING_FOREIGN, subject(file), file.path(), named(foreign)));
        }
        if (!found.isEmpty()) {
            problems
                .add(Problem.of(ProblemCode.SETTING_UNKNOWN, subject(file), file.path(), named(found.stream().map(SettingsOverview.UnknownKey::key).toList())));
        }
    }

    private static void reportForm(YamlFile file, YamlFile.Content.Read read, Set<Problem> problems) {
        read.encoding().ifPresent(encoding -> problems.add(Problem.of(ProblemCode.CONFIG_ENCODED, subject(file), file.path(), encoding)));
        if (!read.keys().repeated().isEmpty()) {
            List<String> names = read.keys().repeated().stream().map(key -> key.key() + " (" + key.line() + ", " + key.lastLine() + ")").toList();
            problems.add(Problem.of(ProblemCode.SETTING_REPEATED, subject(file), file.path(), named(names)));
        }
        if (!read.keys().typographic().isEmpty()) {
            List<String> names = read.keys().typographic().stream().map(key -> key.key() + " (" + key.line() + ")").toList();
            problems.add(Problem.of(ProblemCode.SETTING_TYPOGRAPHIC, subject(file), file.path(), named(names)));
        }
    }

    private static String named(List<String> keys) {
        return String.join(", ", keys.subList(0, Math.min(MAX_NAMED_KEYS, keys.size()))) + (keys.size() > MAX_NAMED_KEYS ? ", … (" + keys.size() + ")" : "");
    }

    private static Problem unreadable(YamlFile file, YamlFile.Content.Unreadable why) {
        return Problem.of(ProblemCode.CONFIG_UNREADABLE, subject(file), file.path(), why.line(), why.reason());
    }

    private static ProblemSubject subject(YamlFile file) {
        return new ProblemSubject.File(file.path().toString());
    }

    /// The settings files of all layers, without the secrets files.
    List<Path> paths() {
        return Stream.of(Optional.of(console.file), given, home.map(Pair::file)).flatMap(Optional::stream).map(YamlFile::path).toList();
    }

    /// The file that people write: the one that is given, else that of the home; empty where there is none, or none that can be read.
    Optional<WrittenFile> written() {
        YamlFile file = given.orElse(console.file);
        return Optional.ofNullable(texts.get(file)).filter(_ -> lastRead.containsKey(file)).map(text -> {
            SettingsTree filled = environmentReferences.fill(values(file));
            Set<String> unfilled = unfilledKeys.getOrDefault(file, Set.of());
            return WrittenFile.of(file, given.isPresent() ? SettingsLayer.GIVEN : SettingsLayer.CONSOLE, values(file), filled, unfilled,
                SettingsOverviewBuilder.lines(text), catalog, merged(), layers);
        });
    }

    /// The file that the console writes.
    YamlFile console() {
        return console.file;
    }

    /// The text of that file; empty when there is none.
    Optional<String> consoleText() {
        return consoleText;
    }

    /// The values of that file and of its secrets.
    SettingsTree consoleValues() {
        return values(console);
    }

    /// Why that file cannot be read, if so.
    Optional<YamlFile.Content.Unreadable> unreadable() {
        return unreadable;
    }

    Optional<Problem> unreadableProblem() {
        return unreadable.map(why -> unreadable(console.file, why));
    }

    /// The secrets of that file.
    SecretStore secrets() {
        return console.secrets;
    }

    /// The secrets of the home directory, whichever file is given.
    SecretStore homeSecrets() {
        return home.map(Pair::secrets).orElse(console.secrets);
    }

    boolean onCommandLine(String key) {
        return commandLine.at(key).isPresent();
    }

    /// Highest first.
    Map<SettingsLayer, SettingsTree> layers() {
        return layers;
    }

    List<SettingsOverview.UnknownKey> unknownKeys() {
        return unknownKeys;
    }

    /// The merged layers below the file that the console writes.
    SettingsTree below() {
        return layers.getOrDefault(SettingsLayer.HOME, SettingsTree.EMPTY).overlaidBy(layers.getOrDefault(SettingsLayer.GIVEN, SettingsTree.EMPTY));
    }

    /// All layers, with what the base file says of what they leave unsaid; a generated secret stands where they have none. While a file is unknown, only the
    /// command line opens what it may have closed.
    SettingsTree merged() {
        SettingsTree files = catalog.base().complete(below().editedBy(layers.get(SettingsLayer.CONSOLE)));
        SettingsTree merged = (unknown.isEmpty() ? files : files.overlaidBy(catalog.whileUnknown())).overlaidBy(commandLine);
        for (Map.Entry<String, Object> secret : homeSecrets().generated().entrySet()) {
            if (merged.at(secret.getKey()).filter(SettingsFiles::isFilledIn).isEmpty()) {
                merged = merged.with(secret.getKey(), secret.getValue());
            }
        }
        return merged;
    }

    static boolean isFilledIn(Object value) {
        return !(value instanceof String text) || Setting.isFilledIn(text);
    }
}
