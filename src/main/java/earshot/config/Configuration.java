package earshot.config;

import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.watch.Cell;
import earshot.watch.Watch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The settings in force, live. Safe for use from any thread; [#reload] and [#apply] do file I/O and run one at a time.
public final class Configuration {
    /// The file in the home.
    public static final String HOME_FILE = "settings.yaml";

    private static final int NAMED = 20;
    private static final Values DEFAULTS = builtIn();

    private final YamlFile home;
    private final Optional<YamlFile> given;
    private final Values commandLine;
    private final Problems problems;
    private final Cell<Settings> settings = new Cell<>(defaults());
    private final Set<Raised> raised = new HashSet<>();
    private Values covering = Values.NONE;

    private record Raised(Code code, Subject subject) {}

    /// Reads all layers; never throws, whatever the files hold.
    ///
    /// @param home directory that [#HOME_FILE] stands in; it need not exist
    /// @param config the file of `--config`, never written
    /// @param commandLine dotted key to value
    public Configuration(Path home, Optional<Path> config, Map<String, Object> commandLine, Problems problems) {
        this.home = new YamlFile(home.resolve(HOME_FILE));
        this.given = config.map(YamlFile::new);
        this.commandLine = Values.ofDotted(commandLine);
        this.problems = problems;
        reload();
    }

    /// The built-in defaults.
    static Settings defaults() {
        return Reading.of(Values.NONE, DEFAULTS).settings();
    }

    public Watch<Settings> settings() {
        return settings;
    }

    /// Whether the command line or the `--config` file decides this key, so that saving it to the home changes nothing.
    public synchronized boolean covered(String key) {
        return covering.at(key).isPresent();
    }

    /// Reads the files again and puts them in force. A file that cannot be read counts as empty and is a problem.
    /// @return whether all files could be read
    public synchronized boolean reload() {
        Set<Raised> now = new HashSet<>();
        Optional<Values> homeValues = read(home, false, now);
        Optional<Values> givenValues = given.map(file -> read(file, true, now)).orElse(Optional.of(Values.NONE));
        covering = givenValues.orElse(Values.NONE).under(commandLine);
        Reading.Result result = Reading.of(homeValues.orElse(Values.NONE).under(covering), DEFAULTS);
        result.problems().forEach(problem -> raise(problem, now));
        raised.stream().filter(old -> !now.contains(old)).forEach(old -> problems.resolve(old.code, old.subject));
        raised.clear();
        raised.addAll(now);
        settings.set(result.settings());
        return homeValues.isPresent() && givenValues.isPresent();
    }

    /// Saves values to the home and puts them in force: all of them or none.
    ///
    /// @param values dotted key to value; an empty [Optional] takes the key out, so that the default holds
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
        try {
            home.change(changes);
        } catch (IOException | RuntimeException e) {
            return new Applied.Failed(Problem.of(Code.HOME_UNUSABLE, new Subject.File(home.path().toString()), home.path(), e.getMessage()));
        }
        reload();
        List<String> covered = changes.keySet().stream().filter(this::covered).toList();
        return new Applied.Done(changes.keySet().stream().filter(key -> !covered.contains(key)).toList(), covered);
    }

    private Optional<Values> read(YamlFile file, boolean mustExist, Set<Raised> now) {
        Subject subject = new Subject.File(file.path().toString());
        return switch (file.read()) {
            case YamlFile.Content.Read read -> {
                nameUnknown(file, read.values(), subject, now);
                yield Optional.of(read.values());
            }
            case YamlFile.Content.Absent _ -> {
                if (mustExist) {
                    raise(Problem.of(Code.CONFIG_UNREADABLE, subject, file.path(), "–", "there is no such file"), now);
                }
                yield mustExist ? Optional.empty() : Optional.of(Values.NONE);
            }
            case YamlFile.Content.Unreadable why -> {
                raise(Problem.of(Code.CONFIG_UNREADABLE, subject, file.path(), why.line(), why.reason()), now);
                yield Optional.empty();
            }
        };
    }

    private void nameUnknown(YamlFile file, Values values, Subject subject, Set<Raised> now) {
        List<String> unknown = new ArrayList<>();
        for (String leaf : values.leaves()) {
            boolean known = Keys.read(leaf) || Keys.KEPT.contains(leaf);
            String[] parts = leaf.split("\\.");
            String name = parts.length > 2 ? parts[0] + "." + parts[1] + ".…" : leaf;
            if (!known && !unknown.contains(name)) {
                unknown.add(name);
            }
        }
        if (!unknown.isEmpty()) {
            String more = unknown.size() > NAMED ? ", … (" + unknown.size() + ")" : "";
            raise(Problem.of(Code.SETTING_UNKNOWN, subject, file.path(), String.join(", ", unknown.subList(0, Math.min(NAMED, unknown.size()))) + more), now);
        }
    }

    private void raise(Problem problem, Set<Raised> now) {
        now.add(new Raised(problem.code(), problem.subject()));
        problems.raise(problem);
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
