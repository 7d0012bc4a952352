package earshot.config;

import module java.base;

import earshot.data.AddressSecrets;
import earshot.data.LetterCase;
import earshot.event.SecretMasker;

/// The file of secrets entered in the console, apart from the settings so that the settings can be shown to others.
/// Readable by its owner only. Not thread-safe.
///
/// Under `remembered` it also keeps the secrets of earlier revisions, of which the history stores only the names, and under `generated` those
/// that the program made itself: they are not a person's edit, so no revision has them.
final class SecretStore {
    private static final String REMEMBERED = "remembered";
    private static final String GENERATED = "generated";
    private static final int GENERATED_BYTES = 18;
    private static final String HEAD = """
        # Keys given in the console. They lie over the settings; only the owner of this file may read it.
        # What stands under "remembered" serves to undo and to restore; what stands under "generated" was made at the
        # first start and counts where the settings have none.
        """;

    private final YamlFile file;
    private boolean readable = true;
    private Map<String, Object> values = Map.of();
    private Map<String, Object> remembered = new LinkedHashMap<>();
    private Map<String, Object> generated = Map.of();
    /// The reverse of what is remembered; null when it has to be made again.
    private Map<Object, String> names;
    private long highest;

    SecretStore(YamlFile file) {
        this.file = file;
    }

    /// Whether the value of a dotted key is a secret. `max_tokens` is not, in spite of its name; every header is, whatever its name.
    static boolean isSecret(String key) {
        List<String> names = DottedKey.names(key);
        String name = names.getLast();
        return names.size() > 1 && holdsSecrets(names.get(names.size() - 2)) || SecretMasker.isSecretKey(name) && !LetterCase.lower(name).contains("max_");
    }

    /// Whether every value below a key of this name is a secret.
    static boolean holdsSecrets(String name) {
        return name.equalsIgnoreCase("headers");
    }

    /// A masked secret for display, long enough to tell two apart, for example `sk-…abcd`.
    static String mask(Object secret) {
        if (!(secret instanceof String text)) {
            return SecretMasker.MASK;
        }
        return text.length() < 12 ? SecretMasker.MASK : text.substring(0, 3) + "…" + text.substring(text.length() - 4);
    }

    /// A value with all secrets in it masked.
    static Object mask(String key, Object value) {
        if (isSecret(key)) {
            return value instanceof String text && text.isBlank() ? "" : mask(value);
        }
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> shown = new LinkedHashMap<>();
                String parent = DottedKey.names(key).getLast();
                map.forEach(
                    (name, inner) -> shown.put(String.valueOf(name), holdsSecrets(parent) ? mask(inner) : mask(DottedKey.of(String.valueOf(name)), inner)));
                yield shown;
            }
            case List<?> list -> list.stream().map(item -> item == null ? "null" : mask("", item)).toList();
            case null -> "null";
            case String text -> AddressSecrets.mask(text);
            default -> value;
        };
    }

    YamlFile file() {
        return file;
    }

    /// Reads the file again; if it cannot be read, the current values stay.
    YamlFile.Content read() {
        YamlFile.Content content = file.read();
        names = null;
        readable = !(content instanceof YamlFile.Content.Unreadable);
        switch (content) {
            case YamlFile.Content.Read read -> {
                SettingsTree all = read.tree();
                remembered = new LinkedHashMap<>(all.section(REMEMBERED));
                values = leaves(all.with(REMEMBERED, null).with(GENERATED, null).root());
                // those that could not be written hold until the program ends
                generated = leaves(SettingsTree.ofDotted(generated).overlaidBy(new SettingsTree(all.section(GENERATED))).root());
            }
            case YamlFile.Content.Absent _ -> {
                values = Map.of();
                remembered = new LinkedHashMap<>();
            }
            case YamlFile.Content.Unreadable _ -> { }
        }
        return content;
    }

    private static Map<String, Object> leaves(Map<String, Object> root) {
        SettingsTree tree = new SettingsTree(root);
        Map<String, Object> leaves = new LinkedHashMap<>();
        tree.leaves().forEach(leaf -> tree.at(leaf).ifPresent(value -> leaves.put(leaf, value)));
        return leaves;
    }

    /// The secrets that the program made itself, by dotted key.
    Map<String, Object> generated() {
        return generated;
    }

    /// Makes the secrets of these keys that were not made before, and writes them.
    /// @throws IOException when they cannot be written; they hold nevertheless
    void generate(List<String> keys) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(generated);
        keys.forEach(key -> all.computeIfAbsent(key, _ -> randomSecret()));
        if (!all.equals(generated)) {
            generated = all;
            write(values);
        }
    }

    private static String randomSecret() {
        byte[] bytes = new byte[GENERATED_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    boolean readable() {
        return readable;
    }

    /// Dotted key to value.
    Map<String, Object> values() {
        return values;
    }

    /// The name under which a secret is remembered.
    String nameOf(Object secret) {
        if (names == null) {
            names = new HashMap<>();
            remembered.forEach((name, known) -> names.putIfAbsent(known, name));
            highest = remembered.keySet().stream().mapToLong(SecretStore::number).max().orElse(0);
        }
        return names.computeIfAbsent(secret, _ -> {
            String name = "s" + ++highest;
            remembered.put(name, secret);
            return name;
        });
    }

    /// What cannot be read is not written over.
    static final class UnreadableException extends IOException {
        private static final long serialVersionUID = 1L;

        UnreadableException(Path file) {
            super(file + " cannot be read; correct it by hand");
        }
    }

    /// Name to secret.
    Map<String, Object> remembered() {
        return remembered;
    }

    /// Drops all remembered secrets with other names.
    void retainRemembered(Set<String> kept) {
        remembered.keySet().retainAll(kept);
        names = null;
    }

    /// Replaces the secrets in the file.
    /// @throws IOException when the file cannot be written, or not be read; its content is then unchanged
    void write(Map<String, Object> fresh) throws IOException {
        if (!readable) {
            throw new UnreadableException(file.path());
        }
        SettingsTree all = SettingsTree.ofDotted(fresh);
        if (!remembered.isEmpty()) {
            all = all.with(REMEMBERED, new LinkedHashMap<>(remembered));
        }
        if (!generated.isEmpty()) {
            all = all.with(GENERATED, SettingsTree.ofDotted(generated).root());
        }
        if (all.root().isEmpty() && !Files.exists(file.path())) {
            return;
        }
        String text = HEAD + (all.root().isEmpty() ? "" : String.join("\n", YamlFormatter.lines(all.root(), 0)) + "\n");
        if (!(file.read() instanceof YamlFile.Content.Read now && now.text().equals(text))) {
            file.write(text);
        }
        values = new LinkedHashMap<>(fresh);
    }

    private static long number(String name) {
        return name.matches("s\\d{1,9}") ? Long.parseLong(name.substring(1)) : 0;
    }
}
