package earshot.config;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;

/// All settings the program reads, composed of the sections of its features. Immutable.
public final class SettingsCatalog {
    private final List<SettingsSection<?>> sections;
    private final List<ForeignKey> foreignKeys;
    private final List<KeyTranslation> translations;
    private final SettingsTree whileUnknown;
    private final BaseSettings base;
    private final List<SettingsGroup> groups;
    private final Map<String, Setting<?>> fixed = new LinkedHashMap<>();
    private final Map<List<String>, Setting<?>> families = new LinkedHashMap<>();

    /// @param sections in the order in which their groups are shown
    /// @param foreignKeys keys that a xiaozhi server reads and this program does not, of two that cover a key the first: kept, and not reported as unknown
    /// @throws IllegalArgumentException when two settings have the same key
    public SettingsCatalog(List<SettingsSection<?>> sections, List<ForeignKey> foreignKeys) {
        this(sections, foreignKeys, List.of(), Map.of(), BaseSettings.NONE);
    }

    /// @param translations keys of a xiaozhi server that mean the same as one here
    /// @param whileUnknown dotted key to value: what holds, whatever the defaults are, while a file cannot be read that may say otherwise
    /// @param base of the server whose files are read here, too
    public SettingsCatalog(List<SettingsSection<?>> sections, List<ForeignKey> foreignKeys, List<KeyTranslation> translations, Map<String, Object> whileUnknown,
        BaseSettings base) {
        this.whileUnknown = SettingsTree.ofDotted(whileUnknown);
        this.base = base;
        this.sections = List.copyOf(sections);
        this.foreignKeys = List.copyOf(foreignKeys);
        this.translations = List.copyOf(translations);
        Map<String, SettingsGroup> merged = new LinkedHashMap<>();
        sections.stream().flatMap(section -> section.groups().stream()).forEach(group -> merged.merge(group.id(), group, SettingsGroup::and));
        groups = List.copyOf(merged.values());
        groups.stream().flatMap(group -> group.settings().stream()).forEach(setting -> {
            boolean known = setting.family() ? families.put(DottedKey.names(setting.key()), setting) != null : fixed.put(setting.key(), setting) != null;
            if (known) {
                throw new IllegalArgumentException("two settings have the key " + setting.key());
            }
        });
    }

    SettingsTree whileUnknown() {
        return whileUnknown;
    }

    BaseSettings base() {
        return base;
    }

    /// The settings by heading; sections that name the same heading share it.
    public List<SettingsGroup> groups() {
        return groups;
    }

    /// The settings with a fixed key, in display order.
    public List<Setting<?>> settings() {
        return List.copyOf(fixed.values());
    }

    /// The declaration of a dotted key: of a fixed one, or of the family it belongs to, where a declared field goes before any field.
    public Optional<Setting<?>> find(String key) {
        return Optional.<Setting<?>>ofNullable(fixed.get(key)).or(() -> {
            List<String> names = DottedKey.names(key);
            return families.entrySet().stream().filter(family -> matches(family.getKey(), names)).<Setting<?>>map(Map.Entry::getValue).findFirst();
        });
    }

    private static boolean matches(List<String> pattern, List<String> names) {
        return pattern.size() == names.size()
            && IntStream.range(0, names.size()).allMatch(i -> Setting.variable(pattern.get(i)) || pattern.get(i).equals(names.get(i)));
    }

    /// Whether a leaf of a settings file belongs to a family, or to something that a member of one contains.
    boolean ofFamily(String leaf) {
        List<String> names = DottedKey.names(leaf);
        return IntStream.rangeClosed(1, names.size()).anyMatch(size -> find(DottedKey.of(names.subList(0, size))).filter(Setting::family).isPresent());
    }

    /// Validates a value for a dotted key, exactly as saving it would. A member of a map may have any.
    public ValidationResult validate(String key, Object value) {
        return find(key).map(setting -> setting.type().validate(value))
            .orElseGet(() -> ofMap(key) ? ValidationResult.ok(value) : ValidationResult.refused("unknown"));
    }

    /// Whether it names a member of a setting that is a map, such as one header.
    private boolean ofMap(String key) {
        List<String> names = DottedKey.names(key);
        return names.size() > 1
            && find(DottedKey.of(names.subList(0, names.size() - 1))).filter(outer -> outer.type() instanceof ValueType.KeyValueMap).isPresent();
    }

    /// The setting that somebody meant who wrote its key in other capitals; empty where there is none.
    Optional<Setting<?>> otherwiseWritten(String key) {
        return fixed.entrySet().stream().filter(setting -> setting.getKey().equalsIgnoreCase(key)).<Setting<?>>map(Map.Entry::getValue).findFirst();
    }

    /// Whether this leaf of a settings file is read, here or by a xiaozhi server.
    boolean isKnown(String leaf) {
        return isRead(leaf) || foreign(leaf).isPresent();
    }

    /// What a leaf of a settings file means to another xiaozhi server, if it is not read here.
    public Optional<ForeignKey> foreign(String leaf) {
        List<String> names = DottedKey.names(leaf);
        return isRead(leaf) ? Optional.empty() : foreignKeys.stream().filter(key -> key.covers(names)).findFirst();
    }

    /// Whether settings lie below a key, and it has no value of its own.
    private boolean holdsOnlyKeys(String key) {
        return find(key).map(setting -> setting.family() && setting.type() instanceof ValueType.KeyValueMap)
            .orElseGet(
                () -> Stream.concat(fixed.keySet().stream(), families.values().stream().map(Setting::key)).anyMatch(inner -> inner.startsWith(key + ".")));
    }

    /// What a key of another server means here, if it means the same as one of ours.
    public Optional<KeyTranslation> translation(String leaf) {
        List<String> names = DottedKey.names(leaf);
        return translations.stream().filter(translation -> translation.covers(names)).findFirst();
    }

    /// A layer with our keys beside those of another server that mean the same.
    SettingsTree translated(SettingsTree layer, SettingsTree merged) {
        SettingsTree translated = layer;
        for (KeyTranslation translation : translations) {
            translated = translation.apply(translated, merged);
        }
        return translated;
    }

    private boolean isRead(String leaf) {
        return translation(leaf).isPresent() || find(leaf).isPresent() || enclosing(leaf).isPresent()
            || Stream.concat(fixed.keySet().stream(), families.values().stream().map(Setting::key)).anyMatch(key -> key.startsWith(leaf + "."));
    }

    /// The outermost setting around a key that reads everything below it.
    private Optional<String> enclosing(String key) {
        List<String> names = DottedKey.names(key);
        return IntStream.range(1, names.size()).mapToObj(size -> DottedKey.of(names.subList(0, size)))
            .filter(outer -> find(outer).filter(setting -> setting.type().holdsKeys()).isPresent()).findFirst();
    }

    /// The key under which a change of a leaf is shown: that of the entry around it, if people edit the entry as a whole.
    String displayedKey(String leaf) {
        return enclosing(leaf).filter(outer -> find(outer).orElseThrow().type() instanceof ValueType.AliasOrMap).orElse(leaf);
    }

    /// @param problems refused values and unknown modules
    record ReadSettings(Settings settings, List<Problem> problems) {}

    ReadSettings read(SettingsTree written) {
        SettingsReader reader = new SettingsReader(written);
        Map<SettingsSection<?>, Object> records = new HashMap<>();
        sections.forEach(section -> records.put(section, section.read(reader)));
        written.leaves().stream().filter(leaf -> written.at(leaf).filter(value -> !(value instanceof Map) && holdsOnlyKeys(leaf)).isPresent())
            .forEach(leaf -> reader.report(Problem.of(ProblemCode.SETTING_NO_SECTION, new ProblemSubject.Setting(leaf), leaf)));
        return new ReadSettings(new Settings(records), List.copyOf(reader.problems()));
    }
}
