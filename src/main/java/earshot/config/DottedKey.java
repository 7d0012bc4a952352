package earshot.config;

import module java.base;

/// Dotted keys: names joined by dots. A dot within a name, as in the alias `gpt-4.1`, is escaped as `\.`.
public final class DottedKey {
    private DottedKey() {}

    public static String of(String... names) {
        return of(Arrays.asList(names));
    }

    static String of(List<String> names) {
        return names.stream().map(name -> name.replace("\\", "\\\\").replace(".", "\\.")).collect(Collectors.joining("."));
    }

    /// The names of a key, at least one.
    public static List<String> names(String key) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c == '\\' && i + 1 < key.length() && (key.charAt(i + 1) == '.' || key.charAt(i + 1) == '\\')) {
                name.append(key.charAt(++i));
            } else if (c == '.') {
                names.add(name.toString());
                name.setLength(0);
            } else {
                name.append(c);
            }
        }
        names.add(name.toString());
        return names;
    }
}
