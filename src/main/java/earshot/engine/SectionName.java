package earshot.engine;

import module java.base;

import earshot.remote.ProviderKind;

/// The sections of a settings file that hold entries, such as `LLM`: their names are told apart by capitals.
final class SectionName {
    private static final String SELECTED = "selected_module";
    private static final List<String> ALL = Stream.concat(Stream.of(ProviderKind.values()).map(Enum::name), Stream.of("Memory", "Intent")).toList();

    private SectionName() {}

    static Optional<String> of(String key) {
        return ALL.stream().filter(key::equals).findFirst();
    }

    /// The key that somebody meant who wrote the name of a section in other letters; empty for any other key.
    ///
    /// @param names of a key that nothing reads
    static Optional<String> otherwiseWritten(List<String> names) {
        if (names.getFirst().equalsIgnoreCase(SELECTED) && names.size() == 2) {
            return meant(names.get(1)).map(name -> SELECTED + "." + name);
        }
        return names.size() > 1 && of(names.getFirst()).isEmpty() ? meant(names.getFirst()) : Optional.empty();
    }

    private static Optional<String> meant(String name) {
        return ALL.stream().filter(name::equalsIgnoreCase).findFirst();
    }
}
