package earshot.config;

import module java.base;

/// A settings file as people wrote it, line by line.
///
/// @param layer its own
/// @param keys its leaves, in file order; a list counts as one
/// @param lines dotted key to its line from 1, for every key
/// @param leftOut key of a list to the entries that do not hold, by their places from 1: left over from a template, or of the wrong form
public record WrittenFile(Path path, SettingsLayer layer, List<Key> keys, Map<String, Integer> lines, Map<String, List<Integer>> leftOut) {
    /// @param line from 1, 0 when unknown
    /// @param value as written, secrets masked
    /// @param filled with what the environment fills in, secrets masked
    /// @param filledIn whether it is more than a placeholder of a template
    /// @param known whether something reads it, here or elsewhere
    /// @param foreign what it means to another server that alone reads it
    /// @param translated what it means here, where another server calls it so
    /// @param decidedBy the layer whose value is in force
    public record Key(String key, int line, Object value, Object filled, boolean filledIn, boolean known, Optional<ForeignKey> foreign,
        Optional<Translated> translated, SettingsLayer decidedBy) {}

    /// @param own our key; empty where its entry is not the selected one
    /// @param holds whether its value can be used
    /// @param textId the text that says why not
    public record Translated(Optional<String> own, boolean holds, String textId) {}

    /// @param merged all layers
    /// @param filled the same tree, filled from the environment
    /// @param unfilled the keys that are left to be filled in
    static WrittenFile of(YamlFile file, SettingsLayer layer, SettingsTree tree, SettingsTree filled, Set<String> unfilled, Map<String, Integer> lines,
        SettingsCatalog catalog, SettingsTree merged, Map<SettingsLayer, SettingsTree> layers) {
        List<Key> keys = new ArrayList<>();
        Map<String, List<Integer>> leftOut = new HashMap<>();
        for (String leaf : tree.leaves()) {
            tree.at(leaf).ifPresent(value -> {
                SettingsLayer decidedBy = layers.entrySet().stream().filter(one -> one.getValue().at(leaf).isPresent()).map(Map.Entry::getKey).findFirst()
                    .orElse(SettingsLayer.BUILT_IN);
                catalog.find(leaf).map(setting -> setting.leftOut(filled.at(leaf).orElse(value))).filter(places -> !places.isEmpty())
                    .ifPresent(places -> leftOut.put(leaf, places));
                keys.add(new Key(leaf, lines.getOrDefault(leaf, 0), SecretStore.mask(leaf, value), SecretStore.mask(leaf, filled.at(leaf).orElse(value)),
                    !unfilled.contains(leaf), catalog.isKnown(leaf), catalog.foreign(leaf),
                    catalog.translation(leaf).map(one -> new Translated(one.own(DottedKey.names(leaf), merged),
                        one.convert().apply(filled.at(leaf).orElse(value)).isPresent(), "foreign." + one.textId())),
                    decidedBy));
            });
        }
        return new WrittenFile(file.path(), layer, List.copyOf(keys), Map.copyOf(lines), Map.copyOf(leftOut));
    }

    /// Whether a layer above this file decides a key.
    public boolean overridden(Key key) {
        return key.decidedBy().compareTo(layer) < 0;
    }

    /// The key with this name, if it is a leaf of the file.
    public Optional<Key> key(String key) {
        return keys.stream().filter(one -> one.key().equals(key)).findFirst();
    }

    /// The line of a key from 1, 0 where the file does not have it.
    public int line(String key) {
        return lines.getOrDefault(key, 0);
    }

    /// The entry that a section chooses by a key of its own, as files of the server in Go do.
    public Optional<String> providerOf(String section) {
        return key(DottedKey.of(section, "provider")).map(key -> String.valueOf(key.value()))
            .filter(name -> below(DottedKey.of(section, name)).findAny().isPresent());
    }

    /// The keys below one, such as those of an entry.
    public Stream<Key> below(String key) {
        return keys.stream().filter(one -> one.key().startsWith(key + "."));
    }
}
