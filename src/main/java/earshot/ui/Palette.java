package earshot.ui;

import earshot.ui.part.Offer;
import earshot.ui.part.Texts;
import java.util.List;
import java.util.Locale;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Command palette (Ctrl+K): searches views, commands, devices, meetings and settings.
final class Palette extends VBox {
    private static final double ROW = 34;
    private static final int ROWS = 10;

    private final List<Offer> offers;
    private final Runnable leave;
    private final TextField field = new TextField();
    private final ListView<Offer> list = new ListView<>();

    /// @param leave removes the palette
    Palette(Texts texts, List<Offer> offers, Runnable leave) {
        super(10);
        this.offers = offers;
        this.leave = leave;
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
        list.setCellFactory(_ -> new Cell());
        list.setOnMouseClicked(_ -> act());
        field.textProperty().subscribe(_ -> sift());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        getChildren().addAll(field, list);
        sceneProperty().subscribe(scene -> {
            if (scene != null) {
                Platform.runLater(field::requestFocus);
            }
        });
    }

    private void sift() {
        List<String> words = List.of(field.getText().strip().toLowerCase(Locale.ROOT).split("\\s+"));
        list.getItems().setAll(offers.stream().filter(offer -> words.stream().allMatch(String.join(" ", offer.words(), offer.hint(), offer.kind()).toLowerCase(Locale.ROOT)::contains)).toList());
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
    }

    private void pressed(KeyEvent key) {
        switch (key.getCode()) {
            case KeyCode.DOWN -> list.getSelectionModel().selectNext();
            case KeyCode.UP -> list.getSelectionModel().selectPrevious();
            case KeyCode.ENTER -> act();
            default -> {
                return;
            }
        }
        list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - ROWS + 2));
        key.consume();
    }

    private void act() {
        Offer chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            leave.run();
            chosen.act().run();
        }
    }

    private static final class Cell extends ListCell<Offer> {
        private final Label words = new Label();
        private final Label hint = new Label();
        private final Label keys = new Label();
        private final Label kind = new Label();
        private final HBox row = new HBox(8, words, hint, keys, kind);

        Cell() {
            words.setMinWidth(0);
            hint.getStyleClass().add("caption");
            hint.setMinWidth(0);
            hint.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(hint, Priority.ALWAYS);
            keys.getStyleClass().add("key");
            keys.setMinWidth(Region.USE_PREF_SIZE);
            kind.getStyleClass().add("caption");
            kind.setMinWidth(Region.USE_PREF_SIZE);
            row.setAlignment(Pos.CENTER_LEFT);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(Offer offer, boolean empty) {
            super.updateItem(offer, empty);
            setGraphic(empty || offer == null ? null : row);
            setAccessibleText(empty || offer == null ? null : String.join(", ", offer.words(), offer.kind()));
            if (offer != null && !empty) {
                words.setText(offer.words());
                hint.setText(offer.hint());
                keys.setText(offer.keys());
                keys.setVisible(!offer.keys().isEmpty());
                keys.setManaged(!offer.keys().isEmpty());
                kind.setText(offer.kind());
            }
        }
    }
}
