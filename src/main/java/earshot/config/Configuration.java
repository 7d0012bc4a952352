package earshot.config;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.config.Revision.Origin;
import earshot.config.RevisionBook.State;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.time.Time;
import earshot.watch.Cell;
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

    private static final int NAMED = 20;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final Values DEFAULTS = builtIn();

    private final YamlFile own;
    private final Secrets secrets;
    private final Optional<YamlFile> given;
    private final Optional<YamlFile> home;
    private final Optional<Secrets> homeSecrets;
    private final Values commandLine;
    private final Problems problems;
    private final Time time;
    private final Cell<Settings> settings = new Cell<>(defaults());
    private final Cell<SettingsSheet> sheet;
    private final Cell<SettingsHistory> history = new Cell<>(SettingsHistory.NONE);
    private final Set<Problem> raised = new HashSet<>();
    private final Map<Path, Values> lastRead = new HashMap<>();
    private RevisionLog log;
    private Values ownValues = Values.NONE;
    private Optional<String> ownText = Optional.empty();
    private Optional<YamlFile.Content.Unreadable> broken = Optional.empty();
    private Map<Layer, Values> layers = Map.of();
    private List<SettingsSheet.Unknown> unknown = List.of();

    /// Reads all layers; never throws, whatever the files contain.
    ///
    /// @param directory the home directory, which contains [#HOME_FILE]; it need not exist
    /// @param config the file given by `--config`, never written
    /// @param commandLine dotted key to value
    public Configuration(Path directory, Optional<Path> config, Map<String, Object> commandLine, Problems problems, Time time) {
        YamlFile settingsFile = new YamlFile(directory.resolve(HOME_FILE));
        Secrets settingsSecrets = new Secrets(new YamlFile(directory.resolve(SECRETS_FILE)));
        this.given = config.map(YamlFile::new);
        this.own = config.map(file -> new YamlFile(directory.resolve(over("settings", file)))).orElse(settingsFile);
        this.secrets = config.map(file -> new Secrets(new YamlFile(directory.resolve(over("secrets", file))))).orElse(settingsSecrets);
        this.home = config.map(_ -> settingsFile);
        this.homeSecrets = config.map(_ -> settingsSecrets);
        this.commandLine = Values.ofDotted(commandLine);
        this.problems = problems;
        this.time = time;
        sheet = new Cell<>(SettingsSheet.defaults());
        this.log = new RevisionLog(RevisionBook.none(), name());
        read();
    }

    /// The built-in defaults.
    static Settings defaults() {
        return Reading.of(Values.NONE, DEFAULTS).settings();
    }

    public Watch<Settings> settings() {
        return settings;
    }

    /// The current value of every setting with a fixed key, and the unknown keys in the files.
    public Watch<SettingsSheet> sheet() {
        return sheet;
    }

    /// The revisions of the file that the console writes, and whether that file can be read now.
    public Watch<SettingsHistory> history() {
        return history;
    }

    /// The settings files of all layers, including those that do not exist; without the secrets files.
    public List<Path> files() {
        return Stream.of(Optional.of(own), given, home).flatMap(Optional::stream).map(YamlFile::path).toList();
    }

    /// Loads the revisions of earlier runs and stores new ones there from now on. Waits for the disk.
    public synchronized void remember(RevisionBook book) {
        log = new RevisionLog(book, name());
        found();
        show();
    }

    /// Whether the command line sets this key, so that saving it has no effect.
    public synchronized boolean covered(String key) {
        return commandLine.at(key).isPresent();
    }

    /// The layer that decides a key.
    public synchronized Layer layer(String key) {
        return layers.entrySet().stream().filter(layer -> layer.getValue().at(key).isPresent()).map(Map.Entry::getKey).findFirst().orElse(Layer.BUILT_IN);
    }

    /// The value that one layer has for a key, secrets masked.
    public synchronized Optional<Object> written(Layer layer, String key) {
        return Optional.ofNullable(layers.get(layer)).flatMap(values -> values.at(key)).map(value -> Secrets.masked(key, value));
    }

    /// The value of a key merged over all files and the command line, without the built-in defaults; secrets masked.
    public synchronized Optional<Object> written(String key) {
        return merged().at(key).map(value -> Secrets.masked(key, value));
    }

    /// A provider as written in the settings, selected or not, of any type, including its API key. Empty when it has no section.
    public synchronized Optional<Settings.Provider> provider(ProviderKind kind, String alias) {
        return merged().at(Dotted.of(kind.name(), alias)).filter(Map.class::isInstance).map(section -> JSON.<ObjectNode>valueToTree(section))
            .map(section -> new Settings.Provider(kind, alias, section.path("type").asText(alias).strip().toLowerCase(Locale.ROOT), section));
    }

    /// A copy of a value for display, with all secrets in it masked.
    public static Object masked(String key, Object value) {
        return Secrets.masked(key, value);
    }

    /// The settings that would result from overriding all layers with these values; changes nothing.
    public synchronized Settings tried(Map<String, Object> values) {
        return Reading.of(merged().under(Values.ofDotted(values)), DEFAULTS).settings();
    }

    /// All settings with a fixed key.
    public static Set<String> keys() {
        return Keys.ALL.keySet();
    }

    /// Reads the files again and puts them in force. For a file that cannot be read, the last readable content (or nothing) stays
    /// in force and a problem is raised. A change made with an editor becomes a revision.
    /// @return whether all files could be read
    public synchronized boolean reload() {
        boolean good = read();
        found();
        show();
        return good;
    }

    /// Saves values and puts them in force, all or none. Secrets go to their own file.
    ///
    /// @param values dotted key to value; an empty [Optional] removes the key, so that the default applies
    public synchronized Applied apply(Map<String, Object> values) {
        Map<String, Object> changes = new LinkedHashMap<>();
        Map<String, Verdict.Refused> refused = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (value instanceof Optional<?> optional && optional.isEmpty() && Keys.kind(key).isPresent()) {
                changes.put(key, null);
                return;
            }
            switch (Verdict.of(key, value)) {
                case Verdict.Ok ok -> changes.put(key, ok.value());
                case Verdict.Bounded bounded -> refused.put(key, bounded.why());
                case Verdict.Refused why -> refused.put(key, why);
            }
        });
        if (!refused.isEmpty()) {
            return new Applied.Refused(refused);
        }
        read();
        if (broken.isPresent()) {
            return new Applied.Failed(unreadable(own, broken.get()));
        }
        found();
        return guarded(() -> edit(changes)).<Applied>map(Applied.Failed::new).orElseGet(() -> {
            List<String> covered = changes.keySet().stream().filter(this::covered).toList();
            return new Applied.Done(changes.keySet().stream().filter(key -> !covered.contains(key)).toList(), covered);
        });
    }

    /// Undoes the newest change.
    /// @return why it failed; empty on success
    public synchronized Optional<Problem> undo() {
        read();
        found();
        return log.undoable().map(entry -> go(log.before(entry), Origin.UNDO, entry.revision().number())).orElseGet(() -> absent("–"));
    }

    /// Redoes the change that was undone last.
    /// @return why it failed; empty on success
    public synchronized Optional<Problem> redo() {
        read();
        found();
        return log.redoable().map(entry -> go(Optional.of(entry.after()), Origin.REDO, entry.revision().number())).orElseGet(() -> absent("–"));
    }

    /// Restores the files to their contents after a revision. An unreadable file is first copied to `<name>.broken-<time>`.
    /// @return why it failed; empty on success
    public synchronized Optional<Problem> restore(long number) {
        read();
        found();
        return log.find(number).map(entry -> go(Optional.of(entry.after()), Origin.RESTORE, number)).orElseGet(() -> absent(String.valueOf(number)));
    }

    // --- writing ---

    private void edit(Map<String, Object> changes) throws IOException {
        Values below = below();
        Map<String, Optional<Object>> plain = new LinkedHashMap<>();
        Map<String, Object> secret = new LinkedHashMap<>(secrets.values());
        changes.forEach((key, value) -> {
            if (value == null || !Secrets.secret(key)) {
                secret.keySet().removeIf(held -> held.equals(key) || held.startsWith(key + "."));
            }
            if (value == null) {
                plain.put(key, below.at(key).map(_ -> Values.NOTHING));
            } else if (Secrets.secret(key)) {
                secret.put(key, value);
            } else {
                plain.put(key, Optional.of(withoutSecrets(key, value, secret)));
            }
        });
        write(Optional.of(YamlEdit.change(ownText.orElse(""), plain)).filter(text -> ownText.isPresent() || !text.isEmpty()), secret, Origin.EDIT, Optional.empty());
    }

    /// The value without the secrets in it; they are added to `secret`.
    private static Object withoutSecrets(String key, Object value, Map<String, Object> secret) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((name, inner) -> {
            String below = key + "." + Dotted.of(String.valueOf(name));
            if (Secrets.secret(below)) {
                secret.put(below, inner);
            } else {
                plain.put(String.valueOf(name), withoutSecrets(below, inner, secret));
            }
        });
        return plain;
    }

    private Optional<Problem> go(Optional<State> state, Origin origin, long of) {
        if (state.isEmpty()) {
            return absent("–");
        }
        if (broken.isPresent() && origin != Origin.RESTORE) {
            return Optional.of(unreadable(own, broken.get()));
        }
        return guarded(() -> {
            if (broken.isPresent()) {
                Files.copy(own.path(), own.path().resolveSibling(own.path().getFileName() + ".broken-" + STAMP.format(time.now())), StandardCopyOption.COPY_ATTRIBUTES);
            }
            Map<String, Object> secret = new LinkedHashMap<>();
            state.get().secrets().forEach((key, name) -> Optional.ofNullable(secrets.remembered().get(name)).ifPresent(value -> secret.put(key, value)));
            write(state.get().text().map(text -> Hiding.reveal(text, secrets.remembered())), secret, origin, Optional.of(of));
        });
    }

    private void write(Optional<String> text, Map<String, Object> secret, Origin origin, Optional<Long> of) throws IOException {
        if (broken.isEmpty() && text.equals(ownText) && secret.equals(secrets.values())) {
            return;
        }
        Values before = newestValues();
        // assigns names to the new secrets first, so that the write below stores them too
        state(text, secret);
        secrets.write(secret);
        if (text.isEmpty()) {
            Files.deleteIfExists(own.path());
        } else if (broken.isPresent() || !text.equals(ownText)) {
            own.write(text.get(), false);
        }
        read();
        add(origin, before, of);
        show();
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private Optional<Problem> guarded(Writing writing) {
        try {
            writing.run();
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            read();
            return Optional.of(Problem.of(Code.HOME_UNUSABLE, new Subject.File(own.path().toString()), own.path(), e.getMessage()));
        }
    }

    private static Optional<Problem> absent(String number) {
        return Optional.of(Problem.of(Code.REVISION_ABSENT, number));
    }

    // --- history ---

    /// Records a revision when the files differ from the newest one, for example after an edit by another program.
    private void found() {
        if (broken.isPresent() || !secrets.readable()) {
            return;
        }
        try {
            State now = state(ownText, secrets.values());
            if (log.newest().filter(entry -> entry.after().equals(now)).isPresent()) {
                return;
            }
            Values before = newestValues();
            boolean anything = !now.equals(State.ABSENT);
            if (anything) {
                secrets.write(secrets.values());
            }
            add(Origin.FOUND, before, Optional.empty());
        } catch (IOException | RuntimeException e) {
            problems.raise(Problem.of(Code.HOME_UNUSABLE, new Subject.File(secrets.file().path().toString()), secrets.file().path(), e.getMessage()));
        }
    }

    private void add(Origin origin, Values before, Optional<Long> of) throws IOException {
        State after = state(ownText, secrets.values());
        List<Revision.Change> changes = changes(before, ownValues.editedBy(Values.ofDotted(secrets.values())));
        if (log.add(time.now(), origin, changes, of, after)) {
            secrets.keepOnly(log.secrets());
            secrets.write(secrets.values());
        }
    }

    private State state(Optional<String> text, Map<String, Object> secret) {
        Map<String, String> names = new LinkedHashMap<>();
        secret.forEach((key, value) -> names.put(key, secrets.name(value)));
        return new State(text.map(present -> Hiding.hide(present, secrets::name)), names);
    }

    /// The values of the newest revision, secrets included.
    private Values newestValues() {
        return log.newest().map(entry -> {
            Map<String, Object> secret = new LinkedHashMap<>();
            entry.after().secrets().forEach((key, name) -> secret.put(key, String.valueOf(secrets.remembered().get(name))));
            String text = entry.after().text().map(hidden -> Hiding.reveal(hidden, secrets.remembered())).orElse("");
            Values plain = YamlFile.read(text) instanceof YamlFile.Content.Read read ? read.values() : Values.NONE;
            return plain.editedBy(Values.ofDotted(secret));
        }).orElse(Values.NONE);
    }

    private static List<Revision.Change> changes(Values before, Values after) {
        Set<String> keys = new LinkedHashSet<>();
        after.leaves().forEach(leaf -> keys.add(shown(leaf)));
        before.leaves().forEach(leaf -> keys.add(shown(leaf)));
        List<Revision.Change> changes = new ArrayList<>();
        for (String key : keys) {
            boolean same = before.at(key).map(YamlText::sorted).equals(after.at(key).map(YamlText::sorted));
            if (!same) {
                changes.add(new Revision.Change(key, text(key, before), text(key, after)));
            }
        }
        return changes;
    }

    /// Shortens the keys below one `llm_by_mode` entry to the entry: users edit it as a whole.
    private static String shown(String leaf) {
        List<String> names = Dotted.names(leaf);
        return names.getFirst().equals("llm_by_mode") && names.size() > 2 ? Dotted.of(names.subList(0, 2)) : leaf;
    }

    private static Optional<String> text(String key, Values values) {
        return values.at(key).map(value -> {
            Object masked = Secrets.masked(key, value);
            return masked instanceof String plain ? plain : YamlText.inline(masked);
        });
    }

    private void show() {
        Optional<Long> lastGood = log.newest().map(entry -> entry.revision().number());
        history.set(new SettingsHistory(log.newestFirst(), log.undoable().map(RevisionBook.Entry::revision), log.redoable().map(RevisionBook.Entry::revision),
            broken.map(why -> new SettingsHistory.Broken(own.path().toString(), why.line(), why.reason(), lastGood))));
    }

    // --- reading ---

    private boolean read() {
        Set<Problem> now = new HashSet<>();
        unknown = new ArrayList<>();
        boolean good = true;
        Map<Layer, Values> fresh = new LinkedHashMap<>();
        fresh.put(Layer.COMMAND_LINE, commandLine);
        YamlFile.Content content = own.read();
        broken = content instanceof YamlFile.Content.Unreadable why && Files.isRegularFile(own.path()) ? Optional.of(why) : Optional.empty();
        if (content instanceof YamlFile.Content.Read(Values values, String text)) {
            ownText = Optional.of(text);
            ownValues = values;
        } else if (broken.isEmpty()) {
            ownText = Optional.empty();
            ownValues = Values.NONE;
        }
        good &= take(own, content, false, now).isPresent();
        good &= take(secrets.file(), secrets.read(), false, now).isPresent();
        fresh.put(Layer.CONSOLE, ownValues.editedBy(Values.ofDotted(secrets.values())));
        if (given.isPresent()) {
            Optional<Values> values = take(given.get(), given.get().read(), true, now);
            good &= values.isPresent();
            fresh.put(Layer.GIVEN, values.orElseGet(() -> lastRead.getOrDefault(given.get().path(), Values.NONE)));
        }
        if (home.isPresent()) {
            Optional<Values> values = take(home.get(), home.get().read(), false, now);
            good &= values.isPresent();
            good &= take(homeSecrets.get().file(), homeSecrets.get().read(), false, now).isPresent();
            fresh.put(Layer.HOME, values.orElseGet(() -> lastRead.getOrDefault(home.get().path(), Values.NONE)).editedBy(Values.ofDotted(homeSecrets.get().values())));
        }
        layers = fresh;
        Reading.Result result = Reading.of(merged(), DEFAULTS);
        result.problems().forEach(problem -> raise(problem, now));
        raised.stream().filter(old -> now.stream().noneMatch(found -> found.code() == old.code() && found.subject().equals(old.subject()))).forEach(old -> problems.resolve(old.code(), old.subject()));
        raised.clear();
        raised.addAll(now);
        settings.set(result.settings());
        sheet.set(Sheets.of(merged(), DEFAULTS, layers, unknown));
        return good;
    }

    /// The merged layers below the file that the console writes.
    private Values below() {
        return layers.getOrDefault(Layer.HOME, Values.NONE).under(layers.getOrDefault(Layer.GIVEN, Values.NONE));
    }

    private Values merged() {
        return below().editedBy(layers.get(Layer.CONSOLE)).under(commandLine);
    }

    private String name() {
        return own.path().getFileName().toString();
    }

    /// The digest of the path keeps apart the edits of two `--config` files with the same name.
    private static String over(String kind, Path config) {
        CRC32 digest = new CRC32();
        digest.update(config.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
        return "%s.over.%08x.yaml".formatted(kind, digest.getValue());
    }

    private static Problem unreadable(YamlFile file, YamlFile.Content.Unreadable why) {
        return Problem.of(Code.CONFIG_UNREADABLE, new Subject.File(file.path().toString()), file.path(), why.line(), why.reason());
    }

    /// The values of a file. Empty, with a problem raised, when the file cannot be read.
    private Optional<Values> take(YamlFile file, YamlFile.Content content, boolean mustExist, Set<Problem> now) {
        Subject subject = new Subject.File(file.path().toString());
        return switch (content) {
            case YamlFile.Content.Read(Values values, String text) -> {
                boolean ours = file.equals(secrets.file()) || homeSecrets.map(Secrets::file).filter(file::equals).isPresent();
                if (!ours) {
                    nameUnknown(file, values, text, subject, now);
                }
                lastRead.put(file.path(), values);
                yield Optional.of(values);
            }
            case YamlFile.Content.Absent _ -> {
                if (mustExist) {
                    raise(Problem.of(Code.CONFIG_MISSING, subject, file.path().toAbsolutePath()), now);
                }
                yield mustExist ? Optional.empty() : Optional.of(Values.NONE);
            }
            case YamlFile.Content.Unreadable why -> {
                raise(unreadable(file, why), now);
                yield Optional.empty();
            }
        };
    }

    private void nameUnknown(YamlFile file, Values values, String text, Subject subject, Set<Problem> now) {
        List<SettingsSheet.Unknown> found = Sheets.unknown(file.path().toString(), values, text);
        unknown.addAll(found);
        if (!found.isEmpty()) {
            String more = found.size() > NAMED ? ", … (" + found.size() + ")" : "";
            List<String> names = found.stream().limit(NAMED).map(SettingsSheet.Unknown::key).toList();
            raise(Problem.of(Code.SETTING_UNKNOWN, subject, file.path(), String.join(", ", names) + more), now);
        }
    }

    /// Problems that the previous reading already found are not raised again.
    private void raise(Problem problem, Set<Problem> now) {
        now.add(problem);
        if (!raised.contains(problem)) {
            problems.raise(problem);
        }
    }

    static Values builtIns() {
        return DEFAULTS;
    }

    private static Values builtIn() {
        try (InputStream file = Configuration.class.getResourceAsStream("/assets/defaults.yaml")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return switch (YamlFile.read(text)) {
                case YamlFile.Content.Read read -> read.values();
                case YamlFile.Content.Absent _ -> throw new IllegalStateException("no built-in defaults");
                case YamlFile.Content.Unreadable why -> throw new IllegalStateException("built-in defaults, line " + why.line() + ": " + why.reason());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
