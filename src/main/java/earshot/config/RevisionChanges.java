package earshot.config;

import module java.base;

/// Finds what differs between two states of the settings, as a [Revision] shows it.
final class RevisionChanges {
    private RevisionChanges() {}

    /// @param displayedKey the key under which a value is shown, for the key of the value itself
    static List<Revision.Change> between(SettingsTree before, SettingsTree after, UnaryOperator<String> displayedKey) {
        Set<String> keys = new LinkedHashSet<>();
        after.leaves().forEach(leaf -> keys.add(displayedKey.apply(leaf)));
        before.leaves().forEach(leaf -> keys.add(displayedKey.apply(leaf)));
        List<Revision.Change> changes = new ArrayList<>();
        for (String key : keys) {
            if (!before.at(key).map(YamlFormatter::sorted).equals(after.at(key).map(YamlFormatter::sorted))) {
                changes.add(new Revision.Change(key, text(key, before), text(key, after)));
            }
        }
        return changes;
    }

    /// The value on one line, secrets masked.
    private static Optional<String> text(String key, SettingsTree tree) {
        return tree.at(key).map(value -> {
            Object masked = SecretStore.mask(key, value);
            return masked instanceof String plain ? plain : YamlFormatter.inline(masked);
        });
    }
}
