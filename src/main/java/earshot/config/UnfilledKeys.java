package earshot.config;

import module java.base;

/// Finds the values that a template left to be filled in.
final class UnfilledKeys {
    private static final String SELECTED = "selected_module";
    /// Sections whose values may name the entry of a provider.
    private static final List<String> CHOOSING = List.of(SELECTED, "llm_by_mode", "Intent", "Memory");

    private final SettingsCatalog catalog;

    UnfilledKeys(SettingsCatalog catalog) {
        this.catalog = catalog;
    }

    /// The leaves of a file that mean something here and are not filled in.
    List<String> in(SettingsTree file) {
        return file.leaves().stream().filter(leaf -> file.at(leaf).filter(value -> value instanceof List<?> entries ? lacksEntries(leaf, entries)
            : value instanceof String text && Placeholder.matches(text) && counts(leaf, text)).isPresent()).toList();
    }

    /// Whether a list has entries of a template, which do not hold.
    private boolean lacksEntries(String leaf, List<?> entries) {
        return catalog.find(leaf).filter(setting -> setting.leftOut(entries).stream().map(place -> entries.get(place - 1))
            .anyMatch(entry -> entry != null
                && Placeholder.matches(String.valueOf(entry instanceof Map<?, ?> map && map.get("token") != null ? map.get("token") : entry))))
            .isPresent();
    }

    private boolean counts(String leaf, String text) {
        return catalog.find(leaf).filter(setting -> setting.family() ? isField(setting) && isField(leaf) : leftOut(setting, text)).isPresent();
    }

    /// Whether a setting takes the text for absent. One that is not text cannot hold it at all.
    private static boolean leftOut(Setting<?> setting, String text) {
        return switch (setting.type()) {
            case ValueType.Text _, ValueType.ModuleName _ -> setting.value(Optional.of(text)).equals(setting.defaultValue());
            case ValueType.TextList _, ValueType.KeyValueMap _, ValueType.AliasOrMap _, ValueType.Any _ -> false;
            case ValueType.Whole _, ValueType.Decimal _, ValueType.Flag _, ValueType.Choice _, ValueType.WebSocketUrl _, ValueType.HexColor _ -> true;
        };
    }

    /// Whether the family is a field of a provider, and not a text for a model.
    private static boolean isField(Setting<?> setting) {
        return isField(setting.key());
    }

    /// What stands within a field is for its provider to judge: `{prompt_text}` there is meant.
    private static boolean isField(String key) {
        return DottedKey.names(key).size() == 3;
    }

    /// Those to tell about: an entry of a provider that is chosen is told of by whoever uses it, one beside the chosen one is of no use.
    static List<String> told(List<String> unfilled, SettingsTree merged) {
        return unfilled.stream().filter(key -> {
            List<String> names = DottedKey.names(key);
            return names.size() != 3 || merged.at(DottedKey.of(SELECTED, names.getFirst())).isEmpty() && !chosen(merged).contains(names.get(1));
        }).toList();
    }

    private static Set<String> chosen(SettingsTree merged) {
        Set<String> chosen = new HashSet<>();
        CHOOSING.forEach(section -> new SettingsTree(merged.section(section)).leaves()
            .forEach(leaf -> merged.at(section + "." + leaf).map(String::valueOf).ifPresent(chosen::add)));
        return chosen;
    }
}
