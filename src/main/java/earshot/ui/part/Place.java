package earshot.ui.part;

import earshot.problem.Subject;
import java.util.Optional;
import java.util.regex.Pattern;

/// Somewhere in the console that can be gone to.
///
/// @param view id of the view, for example `devices`
/// @param target what to show there: a device id, a settings key, a row number; the view's own language
public record Place(String view, Optional<String> target) {
    /// Settings that the view of models shows.
    private static final Pattern OF_MODELS = Pattern.compile("(LLM|ASR|TTS|VAD|mcpServers|llm_by_mode|selected_module(?!\\.(?:Memory|Intent))|assistant|prompt)(\\.|$)");

    /// After the id of a device: what is remembered of its conversations.
    public static final String MEMORY = "/memory";

    public static Place of(String view) {
        return new Place(view, Optional.empty());
    }

    public static Place of(String view, String target) {
        return new Place(view, Optional.of(target));
    }

    /// Where a problem's subject is dealt with; empty where no view shows it.
    public static Optional<Place> of(Subject subject) {
        return switch (subject) {
            case Subject.Program _, Subject.File _ -> Optional.empty();
            case Subject.Meeting meeting -> Optional.of(of("meetings", meeting.id()));
            case Subject.Device device -> Optional.of(of("devices", device.id()));
            case Subject.Setting setting -> Optional.of(of(OF_MODELS.matcher(setting.key()).lookingAt() ? "models" : "settings", setting.key()));
        };
    }
}
