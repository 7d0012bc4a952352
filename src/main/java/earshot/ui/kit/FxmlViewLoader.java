package earshot.ui.kit;

import module java.base;

import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/// Loads `/fxml/<name>.fxml` with the given controllers; `%key` is looked up in the given texts.
public final class FxmlViewLoader {
    private FxmlViewLoader() {}

    /// @param parts controllers of the files it includes
    /// @throws UncheckedIOException if a file cannot be loaded
    /// @throws IllegalStateException if a file names a controller that was not given
    public static Parent load(String name, Object controller, Texts texts, Object... parts) {
        URL file = Objects.requireNonNull(FxmlViewLoader.class.getResource("/fxml/" + name + ".fxml"), () -> "fxml/" + name + ".fxml is missing");
        FXMLLoader loader = new FXMLLoader(file, texts.bundle());
        loader.setControllerFactory(type -> Stream.concat(Stream.of(controller), Stream.of(parts)).filter(type::isInstance).findFirst()
            .orElseThrow(() -> new IllegalStateException(name + ".fxml names the controller " + type.getName() + ", which was not given")));
        try {
            Parent root = loader.load();
            WrapGuard.wrapAll(root);
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException("fxml/" + name + ".fxml does not load", e);
        }
    }
}
