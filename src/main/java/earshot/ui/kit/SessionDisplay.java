package earshot.ui.kit;

import module java.base;

/// Shows session files in windows of their own. On the FX thread only.
@FunctionalInterface
public interface SessionDisplay {
    /// Shows a place in the session of a file, in the window that shows it already or in a new one.
    void show(Path file, NavigationTarget place);
}
