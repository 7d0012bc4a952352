package earshot.config;

import module java.base;

/// Changes of the settings with the secrets in them apart, since these have a file of their own.
///
/// @param plain what changes in the settings file, by dotted key; a [SettingRemoval] removes the key
/// @param secret all that the secrets file holds afterwards
record SeparatedChanges(Map<String, Object> plain, Map<String, Object> secret) {
    /// @param below what the layers below the settings file say: a key that they have is removed by writing that it has no value
    /// @param stored what the secrets file holds before
    static SeparatedChanges of(Map<String, Object> changes, SettingsTree below, Map<String, Object> stored) {
        Map<String, Object> plain = new LinkedHashMap<>();
        Map<String, Object> secret = new LinkedHashMap<>(stored);
        changes.forEach((key, value) -> {
            if (value instanceof SettingRemoval || !SecretStore.isSecret(key)) {
                secret.keySet().removeIf(held -> held.equals(key) || held.startsWith(key + "."));
            }
            if (value instanceof SettingRemoval) {
                plain.put(key, below.at(key).isPresent() ? SettingsTree.EXPLICIT_NULL : value);
            } else if (SecretStore.isSecret(key)) {
                secret.put(key, value);
            } else {
                plain.put(key, withoutSecrets(key, value, secret));
            }
        });
        return new SeparatedChanges(plain, secret);
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
}
