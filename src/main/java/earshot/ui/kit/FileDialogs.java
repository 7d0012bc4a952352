package earshot.ui.kit;

import module java.base;

import javafx.stage.Window;

/// The dialogs in which a person chooses a file. On the FX thread only; they return when the person has chosen, or has not.
public interface FileDialogs {
    /// @param name what the dialog proposes
    /// @param endings such as `zip`; the first one is written where the person gives none
    Optional<File> save(Window over, String title, String name, List<String> endings);

    /// @param endings those that are listed first; none for all files
    Optional<File> open(Window over, String title, List<String> endings);
}
