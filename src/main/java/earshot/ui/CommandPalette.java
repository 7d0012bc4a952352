package earshot.ui;

import module java.base;

import earshot.ui.kit.Focus;
import earshot.ui.kit.ItemCell;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.PaletteEntry;
import earshot.ui.kit.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Command palette (Ctrl+K): searches views, commands, devices, meetings, turns, settings and problems.
final class CommandPalette extends VBox {
    private static final double ROW = 34;
    private static final int ROWS = 10;

    private final PaletteSearch search;
    private final Runnable close;
    private final TextField field = new TextField();
    private final ListView<PaletteEntry> list = new ListView<>();
    private boolean composing;

    /// @param close removes the palette
    CommandPalette(Texts texts, List<PaletteEntry> paletteEntries, Runnable close) {
        super(10);
        search = new PaletteSearch(paletteEntries);
        this.close = close;
        getStyleClass().addAll("card", "palette");
        setId("palette");
        setMaxSize(560, Region.USE_PREF_SIZE);
        field.setId("paletteField");
        field.setPromptText(texts.get("palette.prompt"));
        field.setAccessibleText(texts.get("palette.prompt"));
        list.setId("paletteList");
        list.setAccessibleText(texts.get("palette.prompt"));
        list.setFocusTraversable(false);
        list.setFixedCellSize(ROW);
        list.setPrefHeight(ROW * ROWS + 2);
        list.setPlaceholder(new Label(texts.get("palette.none")));
        list.setCellFactory(_ -> new EntryCell());
        list.setOnMouseClicked(_ -> runSelected());
        field.textProperty().subscribe(_ -> applyFilter());
        // before the field takes the text
        field.addEventFilter(InputMethodEvent.INPUT_METHOD_TEXT_CHANGED, event -> composing = !event.getComposed().isEmpty());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        getChildren().addAll(field, list);
        Focus.requestWhenShown(this, field);
    }

    /// Letters of a word that the input method still composes are no search: what was found stays until the word is there.
    private void applyFilter() {
        if (composing) {
            return;
        }
        list.getItems().setAll(search.find(field.getText()));
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
    }

    private void keyPressed(KeyEvent key) {
        switch (key.getCode()) {
            case KeyCode.DOWN -> list.getSelectionModel().selectNext();
            case KeyCode.UP -> list.getSelectionModel().selectPrevious();
            case KeyCode.ENTER -> runSelected();
            default -> {
                return;
            }
        }
        list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - ROWS + 2));
        key.consume();
    }

    private void runSelected() {
        PaletteEntry chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            close.run();
            chosen.action().run();
        }
    }

    private static final class EntryCell extends ItemCell<PaletteEntry> {
        private final Label label = new Label();
        private final Label hint = Nodes.grow(Nodes.label("", "caption"));
        private final Label shortcut = Nodes.uncut(Nodes.label("", "key"));
        private final Label kind = Nodes.uncut(Nodes.label("", "caption"));
        private final HBox row = new HBox(8, label, hint, shortcut, kind);

        EntryCell() {
            label.setMinWidth(0);
            hint.setMinWidth(0);
            row.setAlignment(Pos.CENTER_LEFT);
            setPrefWidth(0);
        }

        @Override
        protected void show(PaletteEntry entry) {
            label.setText(entry.label());
            hint.setText(entry.hint());
            shortcut.setText(entry.shortcut());
            Nodes.setShown(shortcut, !entry.shortcut().isEmpty());
            kind.setText(entry.kind());
            setGraphic(row);
            setAccessibleText(Stream.of(entry.label(), entry.hint(), entry.kind()).filter(words -> !words.isEmpty()).collect(Collectors.joining(", ")));
        }
    }
}
