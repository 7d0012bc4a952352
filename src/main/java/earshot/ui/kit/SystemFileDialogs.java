package earshot.ui.kit;

import module java.base;

import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

/// The dialogs of the desktop.
public final class SystemFileDialogs implements FileDialogs {
    @Override
    public Optional<File> save(Window over, String title, String name, List<String> endings) {
        FileChooser chooser = chooser(title, endings);
        chooser.setInitialFileName(name);
        return Optional.ofNullable(chooser.showSaveDialog(over));
    }

    @Override
    public Optional<File> open(Window over, String title, List<String> endings) {
        FileChooser chooser = chooser(title, endings);
        chooser.getExtensionFilters().add(new ExtensionFilter("*", "*"));
        return Optional.ofNullable(chooser.showOpenDialog(over));
    }

    private static FileChooser chooser(String title, List<String> endings) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        if (!endings.isEmpty()) {
            List<String> patterns = endings.stream().map(ending -> "*." + ending).toList();
            chooser.getExtensionFilters().add(new ExtensionFilter(String.join(", ", patterns), patterns));
        }
        return chooser;
    }
}
