package earshot.config;

import module java.base;

import earshot.data.LetterCase;

/// Files of servers that choose a provider within its section, as the one in Go: `llm: {provider: a, a: {…}}` in place of `selected_module: {LLM: a}`
/// and `LLM: {a: {…}}`.
final class SectionProvider {
    private static final List<String> KINDS = List.of("LLM", "ASR", "TTS");
    private static final String CHOICE = "provider";
    /// Types of entries there that say none, by their names.
    private static final Map<String, String> TYPES = Map.of("funasr", "fun_server");

    private SectionProvider() {}

    /// The kind that a section in such a file belongs to; empty for any other section.
    static Optional<String> kind(SettingsTree written, String section) {
        Map<String, Object> entries = written.section(DottedKey.of(section));
        return KINDS.stream()
            .filter(kind -> section.equals(LetterCase.lower(kind)) && entries.get(String.valueOf(entries.get(CHOICE))) instanceof Map).findFirst();
    }

    /// The tree with our keys beside those of such a file, where it does not say them itself.
    static SettingsTree added(SettingsTree written) {
        SettingsTree added = written;
        for (String kind : KINDS) {
            String section = LetterCase.lower(kind);
            if (kind(written, section).isPresent()) {
                Map<String, Object> entries = written.section(section);
                added = withDefault(added, DottedKey.of("selected_module", kind), entries.get(CHOICE));
                for (Map.Entry<String, Object> entry : entries.entrySet()) {
                    added = entry.getValue() instanceof Map<?, ?> fields
                        ? withDefault(added, DottedKey.of(kind, entry.getKey()), typed(entry.getKey(), fields))
                        : added;
                }
            }
        }
        return added;
    }

    private static SettingsTree withDefault(SettingsTree tree, String key, Object value) {
        return tree.at(key).isPresent() ? tree : tree.with(key, value);
    }

    private static Map<Object, Object> typed(String name, Map<?, ?> fields) {
        Map<Object, Object> typed = new LinkedHashMap<>(fields);
        Optional.ofNullable(TYPES.get(name)).ifPresent(type -> typed.putIfAbsent("type", type));
        return typed;
    }
}
