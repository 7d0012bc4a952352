package earshot.ui.part;

import earshot.problem.Subject;
import java.util.Optional;
import java.util.regex.Pattern;

/// Target of a navigation: a view and, if given, what to show in it.
///
/// @param view id of the view, for example `devices`
/// @param target what to show there, in the view's own format: a device id, a settings key, a row number
public record Place(String view, Optional<String> target) {
    /// Settings that the models view shows, not the settings view.
    private static final Pattern OF_MODELS = Pattern.compile("(LLM|ASR|TTS|VAD|mcpServers|llm_by_mode|selected_module(?!\\.(?:Memory|Intent))|assistant|prompt)(\\.|$)");

    /// Suffix of a device id: shows the device's memory.
    public static final String MEMORY = "/memory";

    public static Place of(String view) {
        return new Place(view, Optional.empty());
    }

    public static Place of(String view, String target) {
        return new Place(view, Optional.of(target));
    }

    /// Where a problem with this subject can be solved; empty if no view shows it.
    public static Optional<Place> of(Subject subject) {
        return switch (subject) {
            case Subject.Program _, Subject.File _ -> Optional.empty();
            case Subject.Meeting meeting -> Optional.of(of("meetings", meeting.id()));
            case Subject.Device device -> Optional.of(of("devices", device.id()));
            case Subject.Setting setting -> Optional.of(of(OF_MODELS.matcher(setting.key()).lookingAt() ? "models" : "settings", setting.key()));
        };
    }
}
