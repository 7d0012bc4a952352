package earshot.ui.models;

import module java.base;

import earshot.config.DottedKey;
import earshot.config.InputConstraints;
import earshot.config.Revision;
import earshot.data.TextLimit;
import earshot.ui.kit.Texts;

/// Formats what a revision changed in short: `Model for coding → big (rev 12)`.
public final class RevisionFormatter {
    private static final int LONGEST = 32;
    private static final List<String> CHOICES = List.of("selected_module", "llm_by_mode");

    private RevisionFormatter() {}

    public static String name(Revision revision, Texts texts) {
        return texts.get("models.revision.name", summary(revision, texts), Long.toString(revision.number()));
    }

    static String summary(Revision revision, Texts texts) {
        if (revision.changes().isEmpty()) {
            return texts.get("models.revision.first");
        }
        // a changed choice says more than the provider that was added for it
        Revision.Change first = revision.changes().stream().filter(change -> CHOICES.contains(DottedKey.names(change.key()).getFirst())).findFirst()
            .orElse(revision.changes().getFirst());
        String value = first.after().map(text -> TextLimit.cut(value(first.key(), text, texts), LONGEST + 1)).orElse("–");
        int otherChanges = revision.changes().size() - 1;
        String change = key(first.key(), texts) + " → " + value.replace('\n', ' ');
        return otherChanges > 0 ? texts.get("models.revision.more", change, otherChanges) : change;
    }

    /// Display name of a settings key, as the views name it.
    static String key(String key, Texts texts) {
        List<String> names = DottedKey.names(key);
        if (names.size() == 1) {
            return key.equals("prompt") ? texts.get("models.persona") : setting(key, texts);
        }
        return switch (names.getFirst()) {
            case "llm_by_mode" -> purpose(names.get(1), names.subList(2, names.size()), texts);
            case "selected_module" -> texts.getOrDefault("models.chosen." + names.get(1), names.get(1));
            case "LLM", "ASR", "TTS" -> fields(names.get(1), names.subList(2, names.size()), texts);
            case "prompt_by_device" -> texts.get("models.persona") + " " + names.get(1);
            default -> setting(key, texts);
        };
    }

    private static String setting(String key, Texts texts) {
        return texts.getOrDefault("setting." + key, key);
    }

    private static String purpose(String purpose, List<String> fields, Texts texts) {
        String name = texts.getOrDefault("models.revision.purpose." + purpose, texts.get("models.revision.purpose", purpose));
        return fields(name, fields.stream().filter(field -> !field.equals("overrides")).toList(), texts);
    }

    private static String fields(String of, List<String> fields, Texts texts) {
        return Stream.concat(Stream.of(of), Stream.of(String.join(".", fields)).filter(field -> !field.isEmpty()).map(field -> field(field, texts)))
            .collect(Collectors.joining(" · "));
    }

    private static String field(String field, Texts texts) {
        return texts.getOrDefault("models.column." + field, field);
    }

    /// A purpose that changes fields of its model is written as a group: `openai (chat-small)` says it.
    private static String value(String key, String text, Texts texts) {
        Map<String, Object> group = DottedKey.names(key).getFirst().equals("llm_by_mode") ? InputConstraints.objectFromYaml(text).orElse(Map.of()) : Map.of();
        if (!(group.get("alias") instanceof String alias)) {
            return text;
        }
        String overrides = group.get("overrides") instanceof Map<?, ?> fields ? texts.list(fields.entrySet().stream()
            .map(entry -> entry.getKey().equals("model_name") ? String.valueOf(entry.getValue())
                : field(String.valueOf(entry.getKey()), texts) + " " + entry.getValue())
            .toList()) : "";
        return overrides.isEmpty() ? alias : texts.get("models.revision.overridden", alias, overrides);
    }
}
