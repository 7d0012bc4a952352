package earshot.tool;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;

/// Which tools of a server its entry lets through, as Gemini CLI, Codex, Copilot, Windsurf, Kiro and Roo write it: those named, but for those that are
/// switched off.
///
/// @param included names, of which `*` stands for any letters; empty for all
/// @param excluded the same; empty for none
record ToolFilter(Set<String> included, Set<String> excluded) {
    static final ToolFilter ALL = new ToolFilter(Set.of(), Set.of());
    private static final List<String> INCLUDED = List.of("includeTools", "include_tools", "enabledTools", "enabled_tools", "allowedTools", "allowed_tools",
        "tools");
    private static final List<String> EXCLUDED = List.of("excludeTools", "exclude_tools", "disabledTools", "disabled_tools");
    private static final String ANY = "*";

    ToolFilter {
        included = Set.copyOf(included);
        excluded = Set.copyOf(excluded);
    }

    /// @param section the entry of the server
    static ToolFilter of(JsonNode section) {
        Set<String> included = names(section, INCLUDED);
        return new ToolFilter(included.contains(ANY) ? Set.of() : included, names(section, EXCLUDED));
    }

    boolean lets(Tool tool) {
        return (included.isEmpty() || matches(included, tool.name())) && !matches(excluded, tool.name());
    }

    private static Set<String> names(JsonNode section, List<String> keys) {
        return keys.stream().map(section::path).filter(JsonNode::isArray).flatMap(JsonNode::valueStream).filter(JsonNode::isTextual).map(JsonNode::textValue)
            .collect(Collectors.toSet());
    }

    private static boolean matches(Set<String> patterns, String name) {
        return patterns.contains(name) || patterns.stream().filter(pattern -> pattern.contains(ANY))
            .anyMatch(pattern -> name.matches(Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"))));
    }
}
