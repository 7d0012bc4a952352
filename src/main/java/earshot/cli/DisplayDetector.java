package earshot.cli;

import java.util.Map;

/// Whether there is a display to show a window on.
public final class DisplayDetector {
    private DisplayDetector() {}

    /// @param environment of the process; a variable that is set but empty counts as absent
    public static boolean hasDisplay(Map<String, String> environment) {
        return !environment.getOrDefault("DISPLAY", "").isBlank() || !environment.getOrDefault("WAYLAND_DISPLAY", "").isBlank();
    }
}
