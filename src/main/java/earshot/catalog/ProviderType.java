package earshot.catalog;

import module java.base;

/// One entry of the catalog: a type of provider that the program knows.
///
/// @param typeName its `type` in the settings
/// @param title its name for people
/// @param usualAddress where it is when its section does not say
/// @param fields of its section beside `type`; others are kept for the provider
/// @param keySets secret fields: nobody is answered without all of one of these sets; empty where no key is needed
public record ProviderType(String typeName, String title, Location location, Optional<String> usualAddress, List<ProviderField> fields,
    List<List<String>> keySets) {
    /// Where a provider runs.
    public enum Location {
        /// In this program: needs neither network nor another program, and is the fallback of the others.
        EMBEDDED,
        /// In a program on this computer: needs neither address nor key.
        LOCAL_PROGRAM,
        /// In this program, with a model file that its owner fetches or has.
        MODEL_FILE,
        /// Somewhere in the network.
        REMOTE
    }

    static ProviderType embedded(String typeName, String title) {
        return new ProviderType(typeName, title, Location.EMBEDDED, Optional.empty(), List.of(), List.of());
    }

    static ProviderType localProgram(String typeName, String title, ProviderField... fields) {
        return new ProviderType(typeName, title, Location.LOCAL_PROGRAM, Optional.empty(), List.of(fields), List.of());
    }

    static ProviderType modelFile(String typeName, String title, ProviderField... fields) {
        return new ProviderType(typeName, title, Location.MODEL_FILE, Optional.empty(), List.of(fields), List.of());
    }

    static ProviderType remote(String typeName, String title, String usualAddress, ProviderField... fields) {
        return new ProviderType(typeName, title, Location.REMOTE, Optional.of(usualAddress), List.of(fields), List.of());
    }

    /// One in the network that asks everybody for a key.
    static ProviderType service(String typeName, String title, String usualAddress, ProviderField key, ProviderField... fields) {
        return service(typeName, title, usualAddress, List.of(List.of(key)), fields);
    }

    /// One in the network that asks everybody for all keys of one of these sets.
    static ProviderType service(String typeName, String title, String usualAddress, List<List<ProviderField>> keySets, ProviderField... fields) {
        return new ProviderType(typeName, title, Location.REMOTE, Optional.of(usualAddress),
            Stream.concat(keySets.stream().flatMap(List::stream).distinct(), Stream.of(fields)).toList(),
            keySets.stream().map(keys -> keys.stream().map(ProviderField::key).toList()).toList());
    }

    /// The same with fields that this type alone has.
    ProviderType reading(String... keys) {
        Stream<ProviderField> own = Stream.of(keys).map(key -> new ProviderField(key, new ProviderField.Form.Passed(), false));
        return new ProviderType(typeName, title, location, usualAddress, Stream.concat(fields.stream(), own).toList(), keySets);
    }

    /// Whether it is asked with more than one key, or with one of several.
    public boolean hasSeveralKeys() {
        return keySets.stream().flatMap(List::stream).distinct().count() > 1;
    }

    /// The field that holds its key, or the first of its keys.
    public String keyName() {
        return fields.stream().filter(ProviderField::secret).map(ProviderField::key).findFirst().orElse(ProviderField.KEY.key());
    }

    public boolean hasField(ProviderField field) {
        return fields.contains(field);
    }

    public boolean hasField(String key) {
        return fields.stream().anyMatch(field -> field.key().equals(key));
    }

    /// The field that names the model; empty where there is nothing to choose.
    public Optional<String> modelKey() {
        return fields.stream().map(ProviderField::key).filter(ProviderField.MODEL_KEYS::contains).findFirst();
    }
}
