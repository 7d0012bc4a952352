package earshot.config;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.config.Revision.Origin;
import earshot.config.RevisionStore.FileContents;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.time.Time;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// The live settings: reads and merges the layers, saves edits, and keeps the revision history.
/// Thread-safe; operations that read or write files run one at a time.
public final class Configuration {
    /// The settings file in the home directory, and the secrets file beside it.
    public static final String HOME_FILE = "settings.yaml";
    public static final String SECRETS_FILE = "secrets.yaml";

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final SettingsCatalog catalog;
    private final SettingsFiles files;
    private final ProblemSink problems;
    private final Time time;
    private final MutableWatch<Settings> settings = new MutableWatch<>(Settings.defaults());
    private final MutableWatch<SettingsOverview> overview;
    private final MutableWatch<SettingsHistory> history = new MutableWatch<>(SettingsHistory.NONE);
    private Set<Problem> openProblems = Set.of();
    private UndoHistory undoHistory;

    /// Reads all layers; never throws, whatever the files contain.
    ///
    /// @param directory the home directory, which contains [#HOME_FILE]; it need not exist
    /// @param config the file given by `--config`, never written
    /// @param commandLine dotted key to value
    public Configuration(SettingsCatalog catalog, Path directory, Optional<Path> config, Map<String, Object> commandLine, ProblemSink problems, Time time) {
        this.catalog = catalog;
        files = new SettingsFiles(catalog, directory, config, commandLine);
        this.problems = problems;
        this.time = time;
        overview = new MutableWatch<>(SettingsOverview.defaults(catalog));
        this.undoHistory = new UndoHistory(RevisionStore.none(), consoleFileName());
        read();
    }

    public Watch<Settings> settings() {
        return settings;
    }

    public Watch<SettingsOverview> overview() {
        return overview;
    }

    public Watch<SettingsHistory> history() {
        return history;
    }

    /// The settings files of all layers, including those that do not exist; without the secrets files.
    public List<Path> files() {
        return files.paths();
    }

    /// Loads the revisions of earlier runs and stores new ones there from now on. Waits for the disk.
    public synchronized void useRevisionStore(RevisionStore store) {
        undoHistory = new UndoHistory(store, consoleFileName());
        recordFoundChanges();
        publishHistory();
    }

    /// Whether the command line sets this key, so that saving it has no effect.
    public synchronized boolean overriddenByCommandLine(String key) {
        return files.onCommandLine(key);
    }

    /// The layer that decides a key.
    public synchronized SettingsLayer layer(String key) {
        return files.layers().entrySet().stream().filter(layer -> layer.getValue().at(key).isPresent()).map(Map.Entry::getKey).findFirst()
            .orElse(SettingsLayer.BUILT_IN);
    }

    /// The value that one layer has for a key, secrets masked.
    public synchronized Optional<Object> written(SettingsLayer layer, String key) {
        return Optional.ofNullable(files.layers().get(layer)).flatMap(tree -> tree.at(key)).map(value -> SecretStore.mask(key, value));
    }

    /// The value of a key merged over all files and the command line, without the built-in defaults; secrets masked.
    public synchronized Optional<Object> written(String key) {
        return files.merged().at(key).map(value -> SecretStore.mask(key, value));
    }

    /// The settings file that people write, line by line: the one of `--config`, else that of the home. Empty where there is none.
    public synchronized Optional<WrittenFile> writtenFile() {
        return files.written();
    }

    /// What was found wrong when the files were read last.
    public synchronized Set<Problem> found() {
        return Set.copyOf(openProblems);
    }

    /// The alias that holds for a kind where no file selects one, if it comes from the base file of another server.
    public synchronized boolean selectedByBase(String key) {
        return files.below().editedBy(files.layers().get(SettingsLayer.CONSOLE)).at(key).isEmpty()
            && files.merged().at(key).isPresent() && !files.onCommandLine(key);
    }

    /// The map written at a key, including the secrets in it. Empty when there is none.
    public synchronized Optional<ObjectNode> section(String key) {
        return files.merged().at(key).filter(Map.class::isInstance).map(section -> JSON.<ObjectNode>valueToTree(section));
    }

    /// A copy of a value for display, with all secrets in it masked.
    public static Object masked(String key, Object value) {
        return SecretStore.mask(key, value);
    }

    /// Makes the secrets that were not made at an earlier start. Each counts where nothing is written for its setting; undo and restore never touch it.
    /// One that cannot be stored holds until the program ends.
    public synchronized void generateSecrets(List<Setting<Optional<String>>> missing) {
        SecretStore secrets = files.homeSecrets();
        try {
            secrets.generate(missing.stream().map(Setting::key).toList());
        } catch (SecretStore.UnreadableException _) {
            // whoever reads the file has reported it already
        } catch (IOException | RuntimeException e) {
            problems.raise(about(ProblemCode.HOME_UNUSABLE, secrets.file(), e));
        }
        read();
    }

    /// Whether a value in force is the generated secret and was not written by a person.
    public synchronized boolean isGenerated(Setting<Optional<String>> setting, String value) {
        return value.equals(files.homeSecrets().generated().get(setting.key()));
    }

    /// The key that somebody meant who wrote one in other capitals.
    public Optional<String> otherwiseWritten(String key) {
        return catalog.otherwiseWritten(key).map(Setting::key);
    }

    /// The settings that would result from overriding all layers with these values; changes nothing.
    public synchronized Settings preview(Map<String, Object> values) {
        return catalog.read(files.merged().overlaidBy(SettingsTree.ofDotted(values))).settings();
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
    /// @param values dotted key to value; a [SettingRemoval] removes the key
    public synchronized ApplyResult apply(Map<String, Object> values) {
        Map<String, Object> changes = new LinkedHashMap<>();
        Map<String, ValidationResult.Refused> refused = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (value instanceof SettingRemoval && catalog.find(key).isPresent()) {
                changes.put(key, value);
                return;
            }
            switch (catalog.validate(key, unmasked(key, value))) {
                case ValidationResult.Ok ok -> changes.put(key, ok.value());
                case ValidationResult.Clamped clamped -> refused.put(key, clamped.why());
                case ValidationResult.Refused why -> refused.put(key, why);
            }
        });
        if (!refused.isEmpty()) {
            return new ApplyResult.Refused(refused);
        }
        read();
        if (files.unreadable().isPresent()) {
            return new ApplyResult.Failed(files.unreadableProblem().get());
        }
        recordFoundChanges();
        return guarded(() -> edit(changes)).<ApplyResult>map(ApplyResult.Failed::new).orElseGet(() -> {
            List<String> covered = changes.keySet().stream().filter(this::overriddenByCommandLine).toList();
            return new ApplyResult.Done(changes.keySet().stream().filter(key -> !covered.contains(key)).toList(), covered);
        });
    }

    /// The value in force where what is to be saved is how that one is shown: nobody has changed it.
    private Object unmasked(String key, Object value) {
        return files.merged().at(key).filter(raw -> !raw.equals(value) && SecretStore.mask(key, raw).equals(value)).orElse(value);
    }

    /// Undoes the newest change, and returns why that failed, if so.
    public synchronized Optional<Problem> undo() {
        read();
        recordFoundChanges();
        return undoHistory.undoable().map(entry -> restoreContents(undoHistory.before(entry), Origin.UNDO, entry.revision().number()))
            .orElseGet(() -> noSuchRevision("–"));
    }

    /// Redoes the change that was undone last, and returns why that failed, if so.
    public synchronized Optional<Problem> redo() {
        read();
        recordFoundChanges();
        return undoHistory.redoable().map(entry -> restoreContents(Optional.of(entry.after()), Origin.REDO, entry.revision().number()))
            .orElseGet(() -> noSuchRevision("–"));
    }

    /// Restores the files to their contents after a revision, and returns why that failed, if so. An unreadable file is copied to
    /// `<name>.broken-<time>` first.
    public synchronized Optional<Problem> restore(long number) {
        read();
        recordFoundChanges();
        return undoHistory.find(number).map(entry -> restoreContents(Optional.of(entry.after()), Origin.RESTORE, number))
            .orElseGet(() -> noSuchRevision(String.valueOf(number)));
    }

    private void edit(Map<String, Object> changes) throws IOException {
        SeparatedChanges separated = SeparatedChanges.of(changes, files.below(), files.secrets().values());
        Optional<String> before = files.consoleText();
        String text = YamlEditor.change(before.orElse(""), separated.plain());
        write(Optional.of(text).filter(_ -> before.isPresent() || !text.isEmpty()), separated.secret(), Origin.EDIT, Optional.empty());
    }

    private Optional<Problem> restoreContents(Optional<FileContents> contents, Origin origin, long of) {
        if (contents.isEmpty()) {
            return noSuchRevision("–");
        }
        if (files.unreadable().isPresent() && origin != Origin.RESTORE) {
            return files.unreadableProblem();
        }
        return guarded(() -> {
            if (files.unreadable().isPresent()) {
                Path broken = files.console().path().resolveSibling(consoleFileName() + ".broken-" + STAMP.format(time.now()));
                Files.copy(files.console().path(), broken, StandardCopyOption.COPY_ATTRIBUTES);
            }
            Map<String, Object> secret = new LinkedHashMap<>();
            contents.get().secrets()
                .forEach((key, name) -> Optional.ofNullable(files.secrets().remembered().get(name)).ifPresent(value -> secret.put(key, value)));
            write(contents.get().text().map(text -> SettingsSecretMasker.restore(text, files.secrets().remembered())), secret, origin, Optional.of(of));
        });
    }

    private void write(Optional<String> text, Map<String, Object> secret, Origin origin, Optional<Long> of) throws IOException {
        if (files.unreadable().isEmpty() && text.equals(files.consoleText()) && secret.equals(files.secrets().values())) {
            return;
        }
        YamlFile.requireReadable(text.orElse(""));
        SettingsTree before = newestValues();
        // assigns names to the new secrets first, so that the write below stores them too
        fileContents(text, secret);
        files.secrets().write(secret);
        if (text.isEmpty()) {
            Files.deleteIfExists(files.console().path());
        } else if (files.unreadable().isPresent() || !text.equals(files.consoleText())) {
            files.console().write(text.get());
        }
        read();
        addRevision(origin, before, of);
        publishHistory();
    }

    @FunctionalInterface
    private interface FileChange {
        void run() throws IOException;
    }

    private Optional<Problem> guarded(FileChange change) {
        try {
            change.run();
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            read();
            ProblemCode code = e instanceof YamlFile.TooLargeException ? ProblemCode.CONFIG_TOO_LARGE : ProblemCode.HOME_UNUSABLE;
            return Optional.of(about(code, files.console(), e));
        }
    }

    private static Problem about(ProblemCode code, YamlFile file, Exception e) {
        return Problem.of(code, new ProblemSubject.File(file.path().toString()), file.path(), Failures.argument(e));
    }

    private static Optional<Problem> noSuchRevision(String number) {
        return Optional.of(Problem.of(ProblemCode.REVISION_ABSENT, number));
    }

    /// Records a revision when the files differ from the newest one, for example after an edit by another program.
    private void recordFoundChanges() {
        if (files.unreadable().isPresent() || !files.secrets().readable()) {
            return;
        }
        try {
            FileContents now = fileContents(files.consoleText(), files.secrets().values());
            if (undoHistory.newest().filter(entry -> entry.after().equals(now)).isPresent()) {
                return;
            }
            SettingsTree before = newestValues();
            if (!now.equals(FileContents.ABSENT)) {
                files.secrets().write(files.secrets().values());
            }
            addRevision(Origin.FOUND, before, Optional.empty());
        } catch (IOException | RuntimeException e) {
            problems.raise(about(ProblemCode.HOME_UNUSABLE, files.secrets().file(), e));
        }
    }

    private void addRevision(Origin origin, SettingsTree before, Optional<Long> of) throws IOException {
        FileContents after = fileContents(files.consoleText(), files.secrets().values());
        List<Revision.Change> changes = RevisionChanges.between(before, files.consoleValues(), catalog::displayedKey);
        if (undoHistory.add(time.now(), origin, changes, of, after)) {
            files.secrets().retainRemembered(undoHistory.secretNames());
            files.secrets().write(files.secrets().values());
        }
    }

    private FileContents fileContents(Optional<String> text, Map<String, Object> secret) {
        Map<String, String> names = new LinkedHashMap<>();
        secret.forEach((key, value) -> names.put(key, files.secrets().nameOf(value)));
        return new FileContents(text.map(present -> SettingsSecretMasker.redact(present, files.secrets()::nameOf)), names);
    }

    /// The values of the newest revision, secrets included.
    private SettingsTree newestValues() {
        return undoHistory.newest().map(entry -> {
            Map<String, Object> secret = new LinkedHashMap<>();
            entry.after().secrets().forEach((key, name) -> secret.put(key, String.valueOf(files.secrets().remembered().get(name))));
            String text = entry.after().text().map(hidden -> SettingsSecretMasker.restore(hidden, files.secrets().remembered())).orElse("");
            SettingsTree plain = YamlFile.read(text) instanceof YamlFile.Content.Read read ? read.tree() : SettingsTree.EMPTY;
            return plain.editedBy(SettingsTree.ofDotted(secret));
        }).orElse(SettingsTree.EMPTY);
    }

    private void publishHistory() {
        Optional<Long> lastGood = undoHistory.newest().map(entry -> entry.revision().number());
        history.set(new SettingsHistory(undoHistory.newestFirst(),
            undoHistory.undoable().map(RevisionStore.Entry::revision), undoHistory.redoable().map(RevisionStore.Entry::revision),
            files.unreadable().map(why -> new SettingsHistory.UnreadableFile(files.console().path().toString(), why.line(), why.reason(), lastGood))));
    }

    private boolean read() {
        Set<Problem> found = new LinkedHashSet<>();
        boolean good = files.read(found);
        SettingsCatalog.ReadSettings result = catalog.read(files.merged());
        found.addAll(result.problems());
        found.stream().filter(problem -> !openProblems.contains(problem)).forEach(problems::raise);
        openProblems.stream().filter(old -> found.stream().noneMatch(now -> now.code() == old.code() && now.subject().equals(old.subject())))
            .forEach(old -> problems.resolve(old.code(), old.subject()));
        openProblems = found;
        settings.set(result.settings());
        overview.set(SettingsOverviewBuilder.of(catalog, files.merged(), files.layers(), files.unknownKeys()));
        return good;
    }

    private String consoleFileName() {
        return files.console().path().getFileName().toString();
    }
}
