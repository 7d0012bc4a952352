package earshot.ui;

import earshot.ui.part.Texts;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The list of keys that F1 lays over the window.
final class KeyHelp {
    private KeyHelp() {}

    static Node of(Texts texts) {
        GridPane grid = new GridPane(24, 8);
        int row = 0;
        for (Keys key : Keys.values()) {
            add(grid, row++, key.words(), texts.get("keys." + key.name().toLowerCase(Locale.ROOT)));
        }
        for (Keys.ViewKey key : Keys.OF_VIEWS) {
            add(grid, row++, key.keys(), texts.get("keys." + key.name()));
        }
        Label title = new Label(texts.get("keys.title"));
        title.getStyleClass().add("heading");
        Label close = new Label(texts.get("keys.close"));
        close.getStyleClass().add("muted");
        VBox card = new VBox(16, title, grid, close);
        card.getStyleClass().add("card");
        card.setPadding(new Insets(24));
        card.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        return card;
    }

    private static void add(GridPane grid, int row, String keys, String words) {
        Label key = new Label(keys);
        key.getStyleClass().add("key");
        grid.addRow(row, key, new Label(words));
    }
}
