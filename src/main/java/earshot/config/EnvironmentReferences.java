package earshot.config;

import module java.base;

/// Fills `${NAME}`, `${NAME:-default}`, `${NAME-default}` and, as a whole value, `$NAME` from the environment. What the environment does not
/// have and nothing is the default of stays as it is written, and counts as a [Placeholder].
final class EnvironmentReferences {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(?:env[:.])?([A-Za-z_][A-Za-z0-9_]*)(?:(:?-)([^{}]*))?}");
    private static final Pattern WHOLE = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)");

    private final UnaryOperator<String> environment;

    /// @param environment gives the value of a variable, null when it is not set
    EnvironmentReferences(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    SettingsTree fill(SettingsTree tree) {
        return new SettingsTree(fill(tree.root()));
    }

    private Map<String, Object> fill(Map<?, ?> map) {
        Map<String, Object> filled = new LinkedHashMap<>();
        map.forEach((name, value) -> filled.put(String.valueOf(name), fill(value)));
        return filled;
    }

    private Object fill(Object value) {
        return switch (value) {
            case Map<?, ?> map -> fill(map);
            case List<?> list -> {
                List<Object> filled = new ArrayList<>();
                list.forEach(item -> filled.add(fill(item)));
                yield filled;
            }
            case String text when text.indexOf('$') >= 0 -> fill(text);
            case null -> null;
            default -> value;
        };
    }

    private String fill(String text) {
        Matcher whole = WHOLE.matcher(text.strip());
        if (whole.matches()) {
            return Objects.requireNonNullElse(environment.apply(whole.group(1)), text);
        }
        return REFERENCE.matcher(text).replaceAll(reference -> {
            String value = environment.apply(reference.group(1));
            boolean absent = value == null || value.isEmpty() && ":-".equals(reference.group(2));
            return Matcher.quoteReplacement(absent ? Objects.requireNonNullElse(reference.group(3), value == null ? reference.group() : value) : value);
        });
    }
}
