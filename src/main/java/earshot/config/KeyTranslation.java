package earshot.config;

import module java.base;

/// A key of another server that means the same as one of this program.
///
/// @param from dotted; `<selected>` in it stands for the entry that `selected_module` names for its section
/// @param to dotted, with `<selected>` for the same entry
/// @param convert a written value to ours; empty where it shall not hold
/// @param textId the texts under `foreign.<id>` say why a value does not hold
public record KeyTranslation(String from, String to, Function<Object, Optional<Object>> convert, String textId) {
    private static final String SELECTED = "<selected>";

    /// Whether a dotted key is this one, for any entry.
    boolean covers(List<String> names) {
        List<String> own = DottedKey.names(from);
        return names.size() == own.size() && IntStream.range(0, own.size()).allMatch(i -> Setting.variable(own.get(i)) || own.get(i).equals(names.get(i)));
    }

    /// Our key for one that this covers; empty where its entry is not the selected one.
    Optional<String> own(List<String> names, SettingsTree merged) {
        Optional<String> selected = merged.at("selected_module." + names.getFirst()).map(String::valueOf);
        boolean counts = !from.contains(SELECTED) || selected.filter(names.get(1)::equals).isPresent();
        return counts ? Optional.of(key(to, merged.at("selected_module." + DottedKey.names(to).getFirst()).map(String::valueOf))) : Optional.empty();
    }

    /// The tree with our key beside the other one, where it does not say that itself.
    ///
    /// @param merged all that is written, which says what is selected
    SettingsTree apply(SettingsTree tree, SettingsTree merged) {
        Optional<String> selected = merged.at("selected_module." + DottedKey.names(from).getFirst()).map(String::valueOf);
        if (from.contains(SELECTED) && selected.isEmpty()) {
            return tree;
        }
        String other = key(from, selected);
        String own = key(to, merged.at("selected_module." + DottedKey.names(to).getFirst()).map(String::valueOf));
        boolean entry = !to.contains(SELECTED) || merged.at(DottedKey.of(DottedKey.names(own).subList(0, 2))).filter(Map.class::isInstance).isPresent();
        return tree.at(own).isPresent() || !entry ? tree : tree.at(other).flatMap(convert).map(value -> tree.with(own, value)).orElse(tree);
    }

    private static String key(String pattern, Optional<String> selected) {
        return DottedKey.of(DottedKey.names(pattern).stream().map(name -> name.equals(SELECTED) ? selected.orElse(name) : name).toList());
    }
}
