package earshot.ui;

import earshot.ui.kit.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The overlay with all keyboard shortcuts that F1 shows.
final class KeyboardShortcutHelp {
    private KeyboardShortcutHelp() {}

    static Node of(Texts texts) {
        List<Node[]> lines = new ArrayList<>();
        for (KeyboardShortcut key : KeyboardShortcut.values()) {
            lines.add(line(key.label(), texts.get("keys." + key.name().toLowerCase(Locale.ROOT))));
        }
        for (KeyboardShortcut.ViewShortcut key : KeyboardShortcut.VIEW_SHORTCUTS) {
            lines.add(line(key.keys(), texts.get("keys." + key.name())));
        }
        GridPane grid = new GridPane(16, 8);
        int high = (lines.size() + 1) / 2;
        for (int i = 0; i < lines.size(); i++) {
            // two columns: one does not fit into the smallest window
            grid.add(lines.get(i)[0], i / high * 2, i % high);
            grid.add(lines.get(i)[1], i / high * 2 + 1, i % high);
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

    private static Node[] line(String keys, String description) {
        Label key = new Label(keys);
        key.getStyleClass().add("key");
        key.setMinWidth(Region.USE_PREF_SIZE);
        Label descriptionLabel = new Label(description);
        descriptionLabel.setWrapText(true);
        descriptionLabel.setMaxWidth(300);
        descriptionLabel.setMinHeight(Region.USE_PREF_SIZE);
        return new Node[] {key, descriptionLabel};
    }
}
