package earshot.config;

import module java.base;

/// Writes what is generated from a catalog of settings: the table of all settings, and the file of defaults.
final class SettingsReference {
    private final SettingsCatalog catalog;
    private final Properties texts = new Properties();

    SettingsReference(SettingsCatalog catalog) {
        this.catalog = catalog;
        for (String file : List.of("settings", "console")) {
            try (var reader = Files.newBufferedReader(Path.of("assets/i18n", file + ".properties"))) {
                texts.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    String markdown() {
        StringBuilder out = new StringBuilder("""
            # Settings

            Generated from the declarations of the settings in the code. Keys are dotted: `vad.mode` is `mode` below `vad` in a settings file. A name in
            angle brackets stands for any name. Secrets (🔑) are masked wherever they are shown.
            """);
        for (SettingsGroup group : catalog.groups().stream().sorted(Comparator.comparing(group -> !group.editable())).toList()) {
            out.append("\n## ").append(text("settings.group." + group.id()))
                .append("\n\n| key | values | default | takes effect | meaning |\n| --- | --- | --- | --- | --- |\n");
            group.settings()
                .forEach(setting -> out.append("| `").append(setting.key()).append(SecretStore.isSecret(setting.key()) ? "` 🔑" : "`").append(" | ")
                    .append(values(setting)).append(" | ")
                .append(setting.initial().map(YamlFormatter::inline).map(value -> "`" + value + "`").orElse("–")).append(" | ")
                    .append(setting.family() ? "now" : text("settings.scope." + Setting.word(setting.scope()))).append(" | ").append(meaning(setting))
                    .append(" |\n"));
        }
        return out.toString();
    }

    private String meaning(Setting<?> setting) {
        if (!setting.family()) {
            return (text("setting." + setting.key()).replaceAll("\\.$", "") + ". " + texts.getProperty("setting." + setting.key() + ".note", "")).strip();
        }
        List<String> names = DottedKey.names(setting.key());
        boolean field = names.size() == 3 && !List.of("Memory", "Intent").contains(names.getFirst());
        return text(field ? "field." + names.getLast() : "setting." + names.getFirst());
    }

    private String values(Setting<?> setting) {
        String unit = setting.unit().isEmpty() ? "" : " " + setting.unit();
        return switch (setting.type()) {
            case ValueType.Whole whole -> whole.min() + " to " + whole.max() + unit;
            case ValueType.Decimal decimal -> plain(decimal.min()) + " to " + plain(decimal.max()) + unit;
            case ValueType.Flag _ -> "true, false";
            case ValueType.Text _ -> "text";
            case ValueType.TextList _ -> "list of texts";
            case ValueType.Choice choice -> String.join(", ", choice.words());
            case ValueType.ModuleName module -> String.join(", ", module.types()) + ", or an alias";
            case ValueType.WebSocketUrl _ -> "ws:// or wss:// address";
            case ValueType.HexColor _ -> "colour as #rrggbb";
            case ValueType.KeyValueMap _ -> "map";
            case ValueType.AliasOrMap _ -> "alias, or map";
            case ValueType.Any _ -> "anything";
        };
    }

    private static String plain(double bound) {
        return String.valueOf(bound).replaceAll("\\.0$", "");
    }

    private String text(String key) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalStateException("no text for " + key);
        }
        return text;
    }

    String defaultsFile() {
        Map<String, Object> tree = new LinkedHashMap<>();
        catalog.settings().forEach(setting -> insert(tree, DottedKey.names(setting.key()), setting));
        List<String> lines = new ArrayList<>(List.of(
            "# Generated from the declarations of the settings in the code: all keys with what holds where neither the command line, nor --config, nor the",
            "# settings in the home say anything. A key without a default is commented out. docs/settings.md explains them.",
            "# The keys are those of a xiaozhi server's data/.config.yaml, where it has them."));
        write(tree, "", false, lines);
        return String.join("\n", lines) + "\n";
    }

    @SuppressWarnings("unchecked")
    private static void insert(Map<String, Object> tree, List<String> names, Setting<?> setting) {
        if (names.size() == 1) {
            tree.put(names.getFirst(), setting);
        } else {
            insert((Map<String, Object>) tree.computeIfAbsent(names.getFirst(), _ -> new LinkedHashMap<String, Object>()), names.subList(1, names.size()),
                setting);
        }
    }

    /// @param absent whether the tree is commented out as a whole
    private void write(Map<?, ?> tree, String indent, boolean absent, List<String> lines) {
        tree.forEach((name, value) -> {
            String start = indent + (absent || hasDefault(value) ? "" : "# ") + name + ":";
            if (value instanceof Setting<?> setting) {
                boolean obvious = setting.type() instanceof ValueType.Flag || setting.type() instanceof ValueType.Text;
                lines
                    .add(start + setting.initial().map(initial -> " " + YamlFormatter.inline(initial)).orElse("") + (obvious ? "" : "   # " + values(setting)));
            } else {
                lines.add(start);
                write((Map<?, ?>) value, indent + (absent || hasDefault(value) ? "  " : "#   "), absent || !hasDefault(value), lines);
            }
        });
    }

    private static boolean hasDefault(Object value) {
        return value instanceof Setting<?> setting ? setting.initial().isPresent()
            : ((Map<?, ?>) value).values().stream().anyMatch(SettingsReference::hasDefault);
    }
}
