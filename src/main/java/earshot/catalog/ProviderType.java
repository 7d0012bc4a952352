package earshot.catalog;

import module java.base;

/// One entry of the catalog: a type of provider that the program knows.
///
/// @param typeName its `type` in the settings
/// @param title its name for people
/// @param usualAddress where it is when its section does not say
/// @param fields of its section beside `type`; others are kept for the provider
public record ProviderType(String typeName, String title, Location location, Optional<String> usualAddress, List<ProviderField> fields) {
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
        return new ProviderType(typeName, title, Location.EMBEDDED, Optional.empty(), List.of());
    }

    static ProviderType localProgram(String typeName, String title, ProviderField... fields) {
        return new ProviderType(typeName, title, Location.LOCAL_PROGRAM, Optional.empty(), List.of(fields));
    }

    static ProviderType modelFile(String typeName, String title, ProviderField... fields) {
        return new ProviderType(typeName, title, Location.MODEL_FILE, Optional.empty(), List.of(fields));
    }

    static ProviderType remote(String typeName, String title, String usualAddress, ProviderField... fields) {
        return new ProviderType(typeName, title, Location.REMOTE, Optional.of(usualAddress), List.of(fields));
    }

    public boolean hasField(ProviderField field) {
        return fields.contains(field);
    }

    /// The field that names the model; empty where there is nothing to choose.
    public Optional<String> modelKey() {
        return fields.stream().map(ProviderField::key).filter(ProviderField.MODEL_KEYS::contains).findFirst();
    }
}
