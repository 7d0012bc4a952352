package earshot.config;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.config.Revision.Origin;
import earshot.config.RevisionStore.FileContents;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.time.Time;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// The live settings: reads and merges the layers, saves edits, and keeps the revision history.
/// Thread-safe; operations that read or write files run one at a time.
public final class Configuration {
    /// The settings file in the home directory.
    public static final String HOME_FILE = "settings.yaml";
    /// The secrets file beside it.
    public static final String SECRETS_FILE = "secrets.yaml";

    private static final int MAX_NAMED_KEYS = 20;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final SettingsTree DEFAULTS = loadBuiltInDefaults();

    private final YamlFile consoleFile;
    private final SecretStore secrets;
    private final Optional<YamlFile> configFile;
    private final Optional<YamlFile> homeFile;
    private final Optional<SecretStore> homeSecrets;
    private final SettingsTree commandLine;
    private final ProblemSink problems;
    private final Time time;
    private final MutableWatch<Settings> settings = new MutableWatch<>(defaults());
    private final MutableWatch<SettingsOverview> overview;
    private final MutableWatch<SettingsHistory> history = new MutableWatch<>(SettingsHistory.NONE);
    private final Set<Problem> openProblems = new HashSet<>();
    private final Map<Path, SettingsTree> lastRead = new HashMap<>();
    private UndoHistory undoHistory;
    private SettingsTree consoleValues = SettingsTree.EMPTY;
    private Optional<String> consoleText = Optional.empty();
    private Optional<YamlFile.Content.Unreadable> unreadableFile = Optional.empty();
    private Map<SettingsLayer, SettingsTree> layers = Map.of();
    private List<SettingsOverview.UnknownKey> unknownKeys = List.of();

    /// Reads all layers; never throws, whatever the files contain.
    ///
    /// @param directory the home directory, which contains [#HOME_FILE]; it need not exist
    /// @param config the file given by `--config`, never written
    /// @param commandLine dotted key to value
    public Configuration(Path directory, Optional<Path> config, Map<String, Object> commandLine, ProblemSink problems, Time time) {
        YamlFile settingsFile = new YamlFile(directory.resolve(HOME_FILE));
        SecretStore settingsSecrets = new SecretStore(new YamlFile(directory.resolve(SECRETS_FILE)));
        this.configFile = config.map(YamlFile::new);
        this.consoleFile = config.map(file -> new YamlFile(directory.resolve(overlayFileName("settings", file)))).orElse(settingsFile);
        this.secrets = config.map(file -> new SecretStore(new YamlFile(directory.resolve(overlayFileName("secrets", file))))).orElse(settingsSecrets);
        this.homeFile = config.map(_ -> settingsFile);
        this.homeSecrets = config.map(_ -> settingsSecrets);
        this.commandLine = SettingsTree.ofDotted(commandLine);
        this.problems = problems;
        this.time = time;
        overview = new MutableWatch<>(SettingsOverview.defaults());
        this.undoHistory = new UndoHistory(RevisionStore.none(), consoleFileName());
        read();
    }

    /// The built-in defaults.
    static Settings defaults() {
        return SettingsParser.of(SettingsTree.EMPTY, DEFAULTS).settings();
    }

    public Watch<Settings> settings() {
        return settings;
    }

    /// The current value of every setting with a fixed key, and the unknown keys in the files.
    public Watch<SettingsOverview> overview() {
        return overview;
    }

    /// The revisions of the file that the console writes, and whether that file can be read now.
    public Watch<SettingsHistory> history() {
        return history;
    }

    /// The settings files of all layers, including those that do not exist; without the secrets files.
    public List<Path> files() {
        return Stream.of(Optional.of(consoleFile), configFile, homeFile).flatMap(Optional::stream).map(YamlFile::path).toList();
    }

    /// Loads the revisions of earlier runs and stores new ones there from now on. Waits for the disk.
    public synchronized void useRevisionStore(RevisionStore store) {
        undoHistory = new UndoHistory(store, consoleFileName());
        recordFoundChanges();
        publishHistory();
    }

    /// Whether the command line sets this key, so that saving it has no effect.
    public synchronized boolean overriddenByCommandLine(String key) {
        return commandLine.at(key).isPresent();
    }

    /// The layer that decides a key.
    public synchronized SettingsLayer layer(String key) {
        return layers.entrySet().stream().filter(layer -> layer.getValue().at(key).isPresent()).map(Map.Entry::getKey).findFirst().orElse(SettingsLayer.BUILT_IN);
    }

    /// The value that one layer has for a key, secrets masked.
    public synchronized Optional<Object> written(SettingsLayer layer, String key) {
        return Optional.ofNullable(layers.get(layer)).flatMap(settingsTree -> settingsTree.at(key)).map(value -> SecretStore.mask(key, value));
    }

    /// The value of a key merged over all files and the command line, without the built-in defaults; secrets masked.
    public synchronized Optional<Object> written(String key) {
        return merged().at(key).map(value -> SecretStore.mask(key, value));
    }

    /// A provider as written in the settings, selected or not, of any type, including its API key. Empty when it has no section.
    public synchronized Optional<Settings.Provider> provider(ProviderKind kind, String alias) {
        return merged().at(DottedKey.of(kind.name(), alias)).filter(Map.class::isInstance).map(section -> JSON.<ObjectNode>valueToTree(section))
            .map(section -> new Settings.Provider(kind, alias, section.path("type").asText(alias).strip().toLowerCase(Locale.ROOT), section));
    }

    /// A copy of a value for display, with all secrets in it masked.
    public static Object masked(String key, Object value) {
        return SecretStore.mask(key, value);
    }

    /// The settings that would result from overriding all layers with these values; changes nothing.
    public synchronized Settings preview(Map<String, Object> values) {
        return SettingsParser.of(merged().overlaidBy(SettingsTree.ofDotted(values)), DEFAULTS).settings();
    }

    /// All settings with a fixed key.
    public static Set<String> keys() {
        return SettingKeys.ALL.keySet();
    }

    /// Reads the files again and puts them in force. For a file that cannot be read, the last readable content (or nothing) stays
    /// in force and a problem is raised. A change made with an editor becomes a revision.
    /// @return whether all files could be read
    public synchronized boolean reload() {
        boolean good = read();
        recordFoundChanges();
        publishHistory();
        return good;
    }

    /// Saves values and puts them in force, all or none. Secrets go to their own file.
    ///
    /// @param values dotted key to value; an empty [Optional] removes the key, so that the default applies
    public synchronized ApplyResult apply(Map<String, Object> values) {
        Map<String, Object> changes = new LinkedHashMap<>();
        Map<String, ValidationResult.Refused> refused = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (value instanceof Optional<?> optional && optional.isEmpty() && SettingKeys.valueType(key).isPresent()) {
                changes.put(key, null);
                return;
            }
            switch (ValidationResult.of(key, value)) {
                case ValidationResult.Ok ok -> changes.put(key, ok.value());
                case ValidationResult.Clamped clamped -> refused.put(key, clamped.why());
                case ValidationResult.Refused why -> refused.put(key, why);
            }
        });
        if (!refused.isEmpty()) {
            return new ApplyResult.Refused(refused);
        }
        read();
        if (unreadableFile.isPresent()) {
            return new ApplyResult.Failed(unreadable(consoleFile, unreadableFile.get()));
        }
        recordFoundChanges();
        return guarded(() -> edit(changes)).<ApplyResult>map(ApplyResult.Failed::new).orElseGet(() -> {
            List<String> covered = changes.keySet().stream().filter(this::overriddenByCommandLine).toList();
            return new ApplyResult.Done(changes.keySet().stream().filter(key -> !covered.contains(key)).toList(), covered);
        });
    }

    /// Undoes the newest change.
    /// @return why it failed; empty on success
    public synchronized Optional<Problem> undo() {
        read();
        recordFoundChanges();
        return undoHistory.undoable().map(entry -> restoreContents(undoHistory.before(entry), Origin.UNDO, entry.revision().number())).orElseGet(() -> noSuchRevision("–"));
    }

    /// Redoes the change that was undone last.
    /// @return why it failed; empty on success
    public synchronized Optional<Problem> redo() {
        read();
        recordFoundChanges();
        return undoHistory.redoable().map(entry -> restoreContents(Optional.of(entry.after()), Origin.REDO, entry.revision().number())).orElseGet(() -> noSuchRevision("–"));
    }

    /// Restores the files to their contents after a revision. An unreadable file is first copied to `<name>.broken-<time>`.
    /// @return why it failed; empty on success
    public synchronized Optional<Problem> restore(long number) {
        read();
        recordFoundChanges();
        return undoHistory.find(number).map(entry -> restoreContents(Optional.of(entry.after()), Origin.RESTORE, number)).orElseGet(() -> noSuchRevision(String.valueOf(number)));
    }

    // --- writing ---

    private void edit(Map<String, Object> changes) throws IOException {
        SettingsTree below = lowerLayers();
        Map<String, Optional<Object>> plain = new LinkedHashMap<>();
        Map<String, Object> secret = new LinkedHashMap<>(secrets.values());
        changes.forEach((key, value) -> {
            if (value == null || !SecretStore.isSecret(key)) {
                secret.keySet().removeIf(held -> held.equals(key) || held.startsWith(key + "."));
            }
            if (value == null) {
                plain.put(key, below.at(key).map(_ -> SettingsTree.EXPLICIT_NULL));
            } else if (SecretStore.isSecret(key)) {
                secret.put(key, value);
            } else {
                plain.put(key, Optional.of(withoutSecrets(key, value, secret)));
            }
        });
        write(Optional.of(YamlEditor.change(consoleText.orElse(""), plain)).filter(text -> consoleText.isPresent() || !text.isEmpty()), secret, Origin.EDIT, Optional.empty());
    }

    /// The value without the secrets in it; they are added to `secret`.
    private static Object withoutSecrets(String key, Object value, Map<String, Object> secret) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((name, inner) -> {
            String below = key + "." + DottedKey.of(String.valueOf(name));
            if (SecretStore.isSecret(below)) {
                secret.put(below, inner);
            } else {
                plain.put(String.valueOf(name), withoutSecrets(below, inner, secret));
            }
        });
        return plain;
    }

    private Optional<Problem> restoreContents(Optional<FileContents> fileContents, Origin origin, long of) {
        if (fileContents.isEmpty()) {
            return noSuchRevision("–");
        }
        if (unreadableFile.isPresent() && origin != Origin.RESTORE) {
            return Optional.of(unreadable(consoleFile, unreadableFile.get()));
        }
        return guarded(() -> {
            if (unreadableFile.isPresent()) {
                Files.copy(consoleFile.path(), consoleFile.path().resolveSibling(consoleFile.path().getFileName() + ".broken-" + STAMP.format(time.now())), StandardCopyOption.COPY_ATTRIBUTES);
            }
            Map<String, Object> secret = new LinkedHashMap<>();
            fileContents.get().secrets().forEach((key, name) -> Optional.ofNullable(secrets.remembered().get(name)).ifPresent(value -> secret.put(key, value)));
            write(fileContents.get().text().map(text -> SecretRedactor.restore(text, secrets.remembered())), secret, origin, Optional.of(of));
        });
    }

    private void write(Optional<String> text, Map<String, Object> secret, Origin origin, Optional<Long> of) throws IOException {
        if (unreadableFile.isEmpty() && text.equals(consoleText) && secret.equals(secrets.values())) {
            return;
        }
        SettingsTree before = newestValues();
        // assigns names to the new secrets first, so that the write below stores them too
        fileContents(text, secret);
        secrets.write(secret);
        if (text.isEmpty()) {
            Files.deleteIfExists(consoleFile.path());
        } else if (unreadableFile.isPresent() || !text.equals(consoleText)) {
            consoleFile.write(text.get(), false);
        }
        read();
        addRevision(origin, before, of);
        publishHistory();
    }

    @FunctionalInterface
    private interface FileChange {
        void run() throws IOException;
    }

    private Optional<Problem> guarded(FileChange fileChange) {
        try {
            fileChange.run();
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            read();
            return Optional.of(Problem.of(ProblemCode.HOME_UNUSABLE, new ProblemSubject.File(consoleFile.path().toString()), consoleFile.path(), e.getMessage()));
        }
    }

    private static Optional<Problem> noSuchRevision(String number) {
        return Optional.of(Problem.of(ProblemCode.REVISION_ABSENT, number));
    }

    // --- history ---

    /// Records a revision when the files differ from the newest one, for example after an edit by another program.
    private void recordFoundChanges() {
        if (unreadableFile.isPresent() || !secrets.readable()) {
            return;
        }
        try {
            FileContents now = fileContents(consoleText, secrets.values());
            if (undoHistory.newest().filter(entry -> entry.after().equals(now)).isPresent()) {
                return;
            }
            SettingsTree before = newestValues();
            boolean anything = !now.equals(FileContents.ABSENT);
            if (anything) {
                secrets.write(secrets.values());
            }
            addRevision(Origin.FOUND, before, Optional.empty());
        } catch (IOException | RuntimeException e) {
            problems.raise(Problem.of(ProblemCode.HOME_UNUSABLE, new ProblemSubject.File(secrets.file().path().toString()), secrets.file().path(), e.getMessage()));
        }
    }

    private void addRevision(Origin origin, SettingsTree before, Optional<Long> of) throws IOException {
        FileContents after = fileContents(consoleText, secrets.values());
        List<Revision.Change> changes = changes(before, consoleValues.editedBy(SettingsTree.ofDotted(secrets.values())));
        if (undoHistory.add(time.now(), origin, changes, of, after)) {
            secrets.retainRemembered(undoHistory.secretNames());
            secrets.write(secrets.values());
        }
    }

    private FileContents fileContents(Optional<String> text, Map<String, Object> secret) {
        Map<String, String> names = new LinkedHashMap<>();
        secret.forEach((key, value) -> names.put(key, secrets.nameOf(value)));
        return new FileContents(text.map(present -> SecretRedactor.redact(present, secrets::nameOf)), names);
    }

    /// The values of the newest revision, secrets included.
    private SettingsTree newestValues() {
        return undoHistory.newest().map(entry -> {
            Map<String, Object> secret = new LinkedHashMap<>();
            entry.after().secrets().forEach((key, name) -> secret.put(key, String.valueOf(secrets.remembered().get(name))));
            String text = entry.after().text().map(hidden -> SecretRedactor.restore(hidden, secrets.remembered())).orElse("");
            SettingsTree plain = YamlFile.read(text) instanceof YamlFile.Content.Read read ? read.tree() : SettingsTree.EMPTY;
            return plain.editedBy(SettingsTree.ofDotted(secret));
        }).orElse(SettingsTree.EMPTY);
    }

    private static List<Revision.Change> changes(SettingsTree before, SettingsTree after) {
        Set<String> keys = new LinkedHashSet<>();
        after.leaves().forEach(leaf -> keys.add(displayedKey(leaf)));
        before.leaves().forEach(leaf -> keys.add(displayedKey(leaf)));
        List<Revision.Change> changes = new ArrayList<>();
        for (String key : keys) {
            boolean same = before.at(key).map(YamlFormatter::sorted).equals(after.at(key).map(YamlFormatter::sorted));
            if (!same) {
                changes.add(new Revision.Change(key, text(key, before), text(key, after)));
            }
        }
        return changes;
    }

    /// Shortens the keys below one `llm_by_mode` entry to the entry: users edit it as a whole.
    private static String displayedKey(String leaf) {
        List<String> names = DottedKey.names(leaf);
        return names.getFirst().equals("llm_by_mode") && names.size() > 2 ? DottedKey.of(names.subList(0, 2)) : leaf;
    }

    private static Optional<String> text(String key, SettingsTree settingsTree) {
        return settingsTree.at(key).map(value -> {
            Object masked = SecretStore.mask(key, value);
            return masked instanceof String plain ? plain : YamlFormatter.inline(masked);
        });
    }

    private void publishHistory() {
        Optional<Long> lastGood = undoHistory.newest().map(entry -> entry.revision().number());
        history.set(new SettingsHistory(undoHistory.newestFirst(), undoHistory.undoable().map(RevisionStore.Entry::revision), undoHistory.redoable().map(RevisionStore.Entry::revision),
            unreadableFile.map(why -> new SettingsHistory.UnreadableFile(consoleFile.path().toString(), why.line(), why.reason(), lastGood))));
    }

    // --- reading ---

    private boolean read() {
        Set<Problem> now = new HashSet<>();
        unknownKeys = new ArrayList<>();
        boolean good = true;
        Map<SettingsLayer, SettingsTree> fresh = new LinkedHashMap<>();
        fresh.put(SettingsLayer.COMMAND_LINE, commandLine);
        YamlFile.Content content = consoleFile.read();
        unreadableFile = content instanceof YamlFile.Content.Unreadable why && Files.isRegularFile(consoleFile.path()) ? Optional.of(why) : Optional.empty();
        if (content instanceof YamlFile.Content.Read(SettingsTree settingsTree, String text)) {
            consoleText = Optional.of(text);
            consoleValues = settingsTree;
        } else if (unreadableFile.isEmpty()) {
            consoleText = Optional.empty();
            consoleValues = SettingsTree.EMPTY;
        }
        good &= accept(consoleFile, content, false, now).isPresent();
        good &= accept(secrets.file(), secrets.read(), false, now).isPresent();
        fresh.put(SettingsLayer.CONSOLE, consoleValues.editedBy(SettingsTree.ofDotted(secrets.values())));
        if (configFile.isPresent()) {
            Optional<SettingsTree> settingsTree = accept(configFile.get(), configFile.get().read(), true, now);
            good &= settingsTree.isPresent();
            fresh.put(SettingsLayer.GIVEN, settingsTree.orElseGet(() -> lastRead.getOrDefault(configFile.get().path(), SettingsTree.EMPTY)));
        }
        if (homeFile.isPresent()) {
            Optional<SettingsTree> settingsTree = accept(homeFile.get(), homeFile.get().read(), false, now);
            good &= settingsTree.isPresent();
            good &= accept(homeSecrets.get().file(), homeSecrets.get().read(), false, now).isPresent();
            fresh.put(SettingsLayer.HOME, settingsTree.orElseGet(() -> lastRead.getOrDefault(homeFile.get().path(), SettingsTree.EMPTY)).editedBy(SettingsTree.ofDotted(homeSecrets.get().values())));
        }
        layers = fresh;
        SettingsParser.Result result = SettingsParser.of(merged(), DEFAULTS);
        result.problems().forEach(problem -> raise(problem, now));
        openProblems.stream().filter(old -> now.stream().noneMatch(found -> found.code() == old.code() && found.subject().equals(old.subject()))).forEach(old -> problems.resolve(old.code(), old.subject()));
        openProblems.clear();
        openProblems.addAll(now);
        settings.set(result.settings());
        overview.set(SettingsOverviewBuilder.of(merged(), DEFAULTS, layers, unknownKeys));
        return good;
    }

    /// The merged layers below the file that the console writes.
    private SettingsTree lowerLayers() {
        return layers.getOrDefault(SettingsLayer.HOME, SettingsTree.EMPTY).overlaidBy(layers.getOrDefault(SettingsLayer.GIVEN, SettingsTree.EMPTY));
    }

    private SettingsTree merged() {
        return lowerLayers().editedBy(layers.get(SettingsLayer.CONSOLE)).overlaidBy(commandLine);
    }

    private String consoleFileName() {
        return consoleFile.path().getFileName().toString();
    }

    /// The digest of the path keeps apart the edits of two `--config` files with the same name.
    private static String overlayFileName(String kind, Path config) {
        CRC32 digest = new CRC32();
        digest.update(config.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
        return "%s.over.%08x.yaml".formatted(kind, digest.getValue());
    }

    private static Problem unreadable(YamlFile file, YamlFile.Content.Unreadable why) {
        return Problem.of(ProblemCode.CONFIG_UNREADABLE, new ProblemSubject.File(file.path().toString()), file.path(), why.line(), why.reason());
    }

    /// The values of a file. Empty, with a problem raised, when the file cannot be read.
    private Optional<SettingsTree> accept(YamlFile file, YamlFile.Content content, boolean mustExist, Set<Problem> now) {
        ProblemSubject subject = new ProblemSubject.File(file.path().toString());
        return switch (content) {
            case YamlFile.Content.Read(SettingsTree settingsTree, String text) -> {
                boolean ours = file.equals(secrets.file()) || homeSecrets.map(SecretStore::file).filter(file::equals).isPresent();
                if (!ours) {
                    reportUnknownKeys(file, settingsTree, text, subject, now);
                }
                lastRead.put(file.path(), settingsTree);
                yield Optional.of(settingsTree);
            }
            case YamlFile.Content.Absent _ -> {
                if (mustExist) {
                    raise(Problem.of(ProblemCode.CONFIG_MISSING, subject, file.path().toAbsolutePath()), now);
                }
                yield mustExist ? Optional.empty() : Optional.of(SettingsTree.EMPTY);
            }
            case YamlFile.Content.Unreadable why -> {
                raise(unreadable(file, why), now);
                yield Optional.empty();
            }
        };
    }

    private void reportUnknownKeys(YamlFile file, SettingsTree settingsTree, String text, ProblemSubject subject, Set<Problem> now) {
        List<SettingsOverview.UnknownKey> found = SettingsOverviewBuilder.unknownKeys(file.path().toString(), settingsTree, text);
        unknownKeys.addAll(found);
        if (!found.isEmpty()) {
            String more = found.size() > MAX_NAMED_KEYS ? ", … (" + found.size() + ")" : "";
            List<String> names = found.stream().limit(MAX_NAMED_KEYS).map(SettingsOverview.UnknownKey::key).toList();
            raise(Problem.of(ProblemCode.SETTING_UNKNOWN, subject, file.path(), String.join(", ", names) + more), now);
        }
    }

    /// Problems that the previous reading already found are not raised again.
    private void raise(Problem problem, Set<Problem> now) {
        now.add(problem);
        if (!openProblems.contains(problem)) {
            problems.raise(problem);
        }
    }

    static SettingsTree builtInDefaults() {
        return DEFAULTS;
    }

    private static SettingsTree loadBuiltInDefaults() {
        try (InputStream file = Configuration.class.getResourceAsStream("/assets/defaults.yaml")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return switch (YamlFile.read(text)) {
                case YamlFile.Content.Read read -> read.tree();
                case YamlFile.Content.Absent _ -> throw new IllegalStateException("no built-in defaults");
                case YamlFile.Content.Unreadable why -> throw new IllegalStateException("built-in defaults, line " + why.line() + ": " + why.reason());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
