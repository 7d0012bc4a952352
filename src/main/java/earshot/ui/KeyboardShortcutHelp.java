package earshot.ui;

import module java.base;

import earshot.ui.kit.DialogCard;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The overlay with all keyboard shortcuts that F1 shows.
final class KeyboardShortcutHelp extends VBox {
    KeyboardShortcutHelp(Texts texts, Runnable close) {
        super(16);
        List<Node[]> lines = new ArrayList<>();
        for (KeyboardShortcut key : KeyboardShortcut.values()) {
            lines.add(line(key.label(), texts.get("keys." + Texts.keyOf(key))));
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
        getChildren().addAll(Nodes.label(texts.get("keys.title"), "heading"), grid, DialogCard.button(texts.get("keys.close"), close));
        getStyleClass().add("card");
        setPadding(new Insets(24));
        setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    }

    private static Node[] line(String keys, String description) {
        Label descriptionLabel = Nodes.wrappedLabel(description);
        descriptionLabel.setMaxWidth(300);
        return new Node[] {Nodes.uncut(Nodes.label(keys, "key")), descriptionLabel};
    }
}
