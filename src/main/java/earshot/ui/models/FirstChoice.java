package earshot.ui.models;

import javafx.scene.control.ComboBox;
import javafx.scene.control.skin.ComboBoxListViewSkin;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// The first arrow key in an open list of choices of which none is chosen leads to the first. The toolkit passes over it, because it takes it as focused
/// without showing that.
final class FirstChoice {
    private FirstChoice() {}

    static void install(ComboBox<String> box) {
        box.skinProperty().subscribe(skin -> {
            if (skin instanceof ComboBoxListViewSkin<?> lists) {
                // keys reach an open list before its box
                lists.getPopupContent().addEventFilter(KeyEvent.KEY_PRESSED, event -> choose(box, event));
            }
        });
    }

    private static void choose(ComboBox<String> box, KeyEvent event) {
        if (event.getCode() == KeyCode.DOWN && box.getSelectionModel().isEmpty() && !box.getItems().isEmpty()) {
            box.getSelectionModel().selectFirst();
            event.consume();
        }
    }
}
