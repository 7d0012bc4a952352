package earshot.ui.kit;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.ProblemSubject;

/// Target of a navigation: a view and, if given, what to show in it.
///
/// @param view id of the view, for example `devices`
/// @param target what to show there, in the view's own format: a device id, a settings key, a row number
public record NavigationTarget(String view, Optional<String> target) {
    /// Settings that the models view shows, not the settings view.
    private static final Pattern MODEL_SETTINGS = Pattern
        .compile("(LLM|ASR|TTS|VAD|mcpServers|llm_by_mode|selected_module(?!\\.(?:Memory|Intent))|assistant|prompt)(\\.|$)");

    /// Suffix of a device id: shows the device's memory.
    public static final String MEMORY = "/memory";

    /// Suffix of a device id: shows the device's faults.
    public static final String FAULTS = "/faults";

    public static NavigationTarget of(String view) {
        return new NavigationTarget(view, Optional.empty());
    }

    public static NavigationTarget of(String view, String target) {
        return new NavigationTarget(view, Optional.of(target));
    }

    /// A turn by its number, in the list of all.
    public static NavigationTarget ofTurn(long number) {
        return of("turns", "#" + number);
    }

    /// What happened at a device, from this moment on.
    public static NavigationTarget ofMoment(DeviceId device, Instant at) {
        return of("timeline", device + "@" + at);
    }

    /// Where a problem with this subject can be solved; empty if no view shows it.
    public static Optional<NavigationTarget> of(ProblemSubject subject) {
        return switch (subject) {
            case ProblemSubject.Program _, ProblemSubject.File _ -> Optional.empty();
            case ProblemSubject.SettingsFile _ -> Optional.of(of("check"));
            case ProblemSubject.Meeting meeting -> Optional.of(of("meetings", meeting.id().value()));
            case ProblemSubject.ProtocolRule rule -> Optional.of(of("devices", rule.device().value()));
            case ProblemSubject.Device device -> Optional.of(of("devices", device.id().value()));
            case ProblemSubject.Setting setting -> Optional.of(of(MODEL_SETTINGS.matcher(setting.key()).lookingAt() ? "models" : "settings", setting.key()));
        };
    }
}
