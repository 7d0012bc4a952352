package earshot.config;

import module java.base;

import earshot.data.LetterCase;

/// The base file of a server whose users write down only what differs from it. What such a file leaves unsaid holds as the base has it: the
/// fields of an entry that it names by its alias alone, and which entries are selected. Immutable.
public final class BaseSettings {
    /// No base: every file says all it means.
    public static final BaseSettings NONE = new BaseSettings(SettingsTree.EMPTY);

    private static final String SELECTED = "selected_module";
    /// Fields of which one stands for the others.
    private static final List<Set<String>> SYNONYMS = List.of(Set.of("base_url", "url", "api_url", "host", "ws_url"), Set.of("model_name", "model"));

    private final SettingsTree base;

    private BaseSettings(SettingsTree base) {
        this.base = base;
    }

    /// @param resource a YAML file on the class path, with kinds of entries, their aliases and fields, and `selected_module`
    /// @throws IllegalStateException when it is absent or no such file
    public static BaseSettings load(String resource) {
        try (InputStream file = BaseSettings.class.getResourceAsStream(resource)) {
            if (file != null && YamlFile.read(new String(file.readAllBytes(), StandardCharsets.UTF_8)) instanceof YamlFile.Content.Read read) {
                return new BaseSettings(read.tree());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("not usable: " + resource);
    }

    /// What is written, with what it leaves unsaid.
    SettingsTree complete(SettingsTree written) {
        SettingsTree selected = leavesUnsaid(written) ? selectedAsInBase(written) : written;
        SettingsTree complete = selected;
        for (String kind : kinds()) {
            Set<String> aliases = new LinkedHashSet<>(written.section(kind).keySet());
            selected.at(DottedKey.of(SELECTED, kind)).ifPresent(alias -> aliases.add(String.valueOf(alias)));
            aliases.addAll(named(written, kind));
            for (String alias : aliases) {
                String key = DottedKey.of(kind, alias);
                Optional<Map<String, Object>> more = more(written, key);
                complete = more.isPresent() ? complete.with(key, more.get()) : complete;
            }
        }
        return complete;
    }

    /// The aliases of a kind that an entry of another kind names, such as `Memory.mem_local_short.llm`.
    private List<String> named(SettingsTree written, String kind) {
        return kinds().stream().flatMap(other -> written.section(other).values().stream())
            .flatMap(entry -> entry instanceof Map<?, ?> fields ? Stream.ofNullable(fields.get(LetterCase.lower(kind))) : Stream.empty())
            .filter(String.class::isInstance).map(String.class::cast).toList();
    }

    private List<String> kinds() {
        return base.root().keySet().stream().filter(name -> !name.equals(SELECTED)).toList();
    }

    /// Whether an entry of the base is named, and not what it is.
    private boolean leavesUnsaid(SettingsTree written) {
        return kinds().stream().anyMatch(kind -> written.section(kind).entrySet().stream()
            .anyMatch(entry -> base.at(DottedKey.of(kind, entry.getKey())).isPresent() && entry.getValue() instanceof Map<?, ?> fields && !fields.isEmpty()
                && fields.get("type") == null));
    }

    private SettingsTree selectedAsInBase(SettingsTree written) {
        SettingsTree complete = written;
        for (Map.Entry<String, Object> choice : base.section(SELECTED).entrySet()) {
            String key = DottedKey.of(SELECTED, choice.getKey());
            complete = written.at(key).isPresent() ? complete : complete.with(key, choice.getValue());
        }
        return complete;
    }

    /// The fields of an entry and those that the base adds; empty where it adds none, or where the entry is of another type than that of the base.
    private Optional<Map<String, Object>> more(SettingsTree written, String key) {
        Map<String, Object> known = base.section(key);
        Map<String, Object> fields = written.section(key);
        Object type = fields.get("type");
        if (known.isEmpty() || type != null && !String.valueOf(type).strip().equalsIgnoreCase(String.valueOf(known.get("type")))) {
            return Optional.empty();
        }
        Map<String, Object> complete = new LinkedHashMap<>(fields);
        known.forEach((field, value) -> {
            if (fields.get(field) == null
                && SYNONYMS.stream().noneMatch(names -> names.contains(field) && names.stream().anyMatch(name -> fields.get(name) != null))) {
                complete.put(field, value);
            }
        });
        return Optional.of(complete).filter(all -> all.size() > fields.size());
    }
}
