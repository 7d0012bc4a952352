package earshot.ui.models;

import earshot.config.DottedKey;
import earshot.config.Revision;
import earshot.data.TextLimit;
import earshot.ui.kit.Texts;
import java.util.List;

/// Formats what a revision changed in short: `coding → big (rev 12)`.
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
        String value = first.after().map(text -> TextLimit.cut(text, LONGEST + 1)).orElse("–");
        int otherChanges = revision.changes().size() - 1;
        String change = key(first.key(), texts) + " → " + value.replace('\n', ' ');
        return otherChanges > 0 ? texts.get("models.revision.more", change, otherChanges) : change;
    }

    /// Display name of a settings key in this view.
    static String key(String key, Texts texts) {
        List<String> names = DottedKey.names(key);
        if (names.size() == 1) {
            return key.equals("prompt") ? texts.get("models.persona") : key;
        }
        return switch (names.getFirst()) {
            case "llm_by_mode" -> texts.getOrDefault("models.purpose." + names.get(1), names.get(1))
                + (names.size() > 2 ? " " + String.join(".", names.subList(2, names.size())) : "");
            case "selected_module" -> texts.getOrDefault("models.chosen." + names.get(1), names.get(1));
            case "LLM", "ASR", "TTS" -> String.join(" ", names.subList(1, names.size()));
            case "prompt_by_device" -> texts.get("models.persona") + " " + names.get(1);
            default -> key;
        };
    }
}
