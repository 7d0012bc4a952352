package earshot.ui.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Objects;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/// Loads `/fxml/<name>.fxml` with the given controller; `%key` is looked up in the given texts.
public final class FxmlViewLoader {
    private FxmlViewLoader() {}

    /// @throws UncheckedIOException if the file cannot be loaded
    /// @throws IllegalStateException if the file names another controller
    public static Parent load(String name, Object controller, Texts texts) {
        URL file = Objects.requireNonNull(FxmlViewLoader.class.getResource("/fxml/" + name + ".fxml"), () -> "fxml/" + name + ".fxml is missing");
        FXMLLoader loader = new FXMLLoader(file, texts.bundle());
        loader.setControllerFactory(type -> {
            if (!type.isInstance(controller)) {
                throw new IllegalStateException(name + ".fxml names the controller " + type.getName() + " and was given " + controller.getClass().getName());
            }
            return controller;
        });
        try {
            return loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException("fxml/" + name + ".fxml does not load", e);
        }
    }
}
