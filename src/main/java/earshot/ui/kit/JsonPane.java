package earshot.ui.kit;

import module java.base;

import earshot.data.TextLimit;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// JSON in colors, with lines that fold, a search, and copies of a value or of all. What is not JSON, and JSON beyond a limit, is shown as the text it is. A
/// long text is read on a thread of its own, and shown as text until then. On the FX thread only.
public final class JsonPane extends StackPane {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    /// Characters that are read at once: under a millisecond.
    private static final int AT_ONCE = 8 * 1024;
    /// Characters of a value that are shown; a copy has all.
    private static final int MAX_SHOWN = 1_000;

    /// @param number of the text that was read
    private record Outlined(long number, Optional<JsonOutline> outline) {}

    private final Texts texts;
    private final FxPump.Trigger readTrigger;
    private final AtomicReference<Outlined> read = new AtomicReference<>(new Outlined(0, Optional.empty()));
    private final TextArea plain = new TextArea();
    private final ListView<Integer> list = new ListView<>();
    private final FilterField search = new FilterField();
    private final Label nothingFound = Nodes.label("", "warn-text", "small");
    private final VBox outlined;
    private Optional<JsonFolding> folding = Optional.empty();
    private long number;

    /// @param name for screen readers
    public JsonPane(Texts texts, FxPump pump, String name) {
        this.texts = texts;
        readTrigger = pump.trigger(Duration.ZERO, () -> showRead(read.get()));
        getStyleClass().add("json-pane");
        plain.setEditable(false);
        WrapGuard.wrap(plain);
        plain.getStyleClass().add("payload");
        plain.setAccessibleText(name);
        list.getStyleClass().addAll("json-lines", "payload");
        list.setAccessibleText(name);
        list.setCellFactory(_ -> new LineCell());
        list.addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
        RowMenu.install(list, this::menu);
        search.setPromptText(texts.get("json.search"));
        search.setAccessibleText(texts.get("json.search"));
        search.addClearButton(texts.get("json.search.clear"));
        search.textProperty().subscribe((_, words) -> find(words, 0, true));
        search.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                findNext(!event.isShiftDown());
                event.consume();
            }
        });
        Nodes.setShown(nothingFound, false);
        outlined = new VBox(4, new HBox(6, Nodes.grow(search), nothingFound, button("json.fold", "icon-collapse", () -> foldAll(true)),
            button("json.unfold", "icon-expand", () -> foldAll(false))), list);
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().setAll(plain, outlined);
        showOutline(Optional.empty());
    }

    /// @param outline whether JSON is to be outlined
    public void show(String text, boolean outline) {
        long shown = ++number;
        plain.setText(text);
        if (!outline) {
            showOutline(Optional.empty());
        } else if (text.length() <= AT_ONCE) {
            showOutline(JsonOutline.of(text));
        } else {
            showOutline(Optional.empty());
            Thread.ofPlatform().daemon().name("json").start(() -> {
                read.set(new Outlined(shown, JsonOutline.of(text)));
                readTrigger.fire();
            });
        }
    }

    /// No text that is still being read is shown any more.
    public void close() {
        readTrigger.close();
    }

    private void showRead(Outlined done) {
        if (done.number() == number) {
            showOutline(done.outline());
        }
    }

    private void showOutline(Optional<JsonOutline> outline) {
        folding = outline.map(JsonFolding::new);
        Nodes.setShown(plain, folding.isEmpty());
        Nodes.setShown(outlined, folding.isPresent());
        showLines(0);
        if (!search.getText().isEmpty()) {
            find(search.getText(), 0, true);
        }
    }

    /// @param chosen line of the outline
    private void showLines(int chosen) {
        list.getItems().setAll(folding.map(JsonFolding::shown).orElse(List.of()));
        int row = Collections.binarySearch(list.getItems(), chosen);
        if (row >= 0) {
            list.getSelectionModel().clearAndSelect(row);
        }
    }

    private void fold(int line, boolean fold) {
        folding.filter(present -> present.fold(line, fold)).ifPresent(_ -> showLines(line));
    }

    private void foldAll(boolean fold) {
        folding.ifPresent(present -> {
            present.foldAll(fold);
            showLines(0);
        });
    }

    private void findNext(boolean forward) {
        int from = Optional.ofNullable(list.getSelectionModel().getSelectedItem()).orElse(0);
        find(search.getText(), forward ? from + 1 : from - 1, forward);
    }

    private void find(String words, int from, boolean forward) {
        int line = folding.filter(_ -> !words.isEmpty()).map(present -> present.outline().find(words, from, forward)).orElse(-1);
        Nodes.setShown(nothingFound, line < 0 && !words.isEmpty());
        nothingFound.setText(texts.get("json.search.nothing"));
        if (line >= 0) {
            folding.orElseThrow().reveal(line);
            showLines(line);
            list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - 3));
        }
    }

    private void keyPressed(KeyEvent event) {
        Integer line = list.getSelectionModel().getSelectedItem();
        if (line == null || folding.isEmpty()) {
            return;
        }
        JsonFolding present = folding.get();
        if (COPY.match(event)) {
            SystemClipboard.copy(present.outline().text(line));
        } else if (event.getCode() == KeyCode.LEFT) {
            if (present.outline().folds(line) && !present.folded(line)) {
                fold(line, true);
            } else if (present.outline().parent(line) >= 0) {
                showLines(present.outline().parent(line));
            }
        } else if (event.getCode() == KeyCode.RIGHT) {
            fold(line, false);
        } else if (event.getCode() == KeyCode.SPACE || event.getCode() == KeyCode.ENTER) {
            fold(line, !present.folded(line));
        } else {
            return;
        }
        event.consume();
    }

    private List<MenuItem> menu(int line) {
        return folding.map(JsonFolding::outline).map(outline -> RowMenu.groups(
            List.of(RowMenu.item(texts.get("json.copy.value"), () -> SystemClipboard.copy(outline.text(line))),
                RowMenu.item(texts.get("json.copy.path"), () -> SystemClipboard.copy(outline.path(line))),
                RowMenu.item(texts.get("json.copy.all"), () -> SystemClipboard.copy(outline.text(0)))),
            List.of(RowMenu.item(texts.get("json.fold"), () -> foldAll(true)), RowMenu.item(texts.get("json.unfold"), () -> foldAll(false)))))
            .orElse(List.of());
    }

    private Button button(String key, String icon, Runnable action) {
        Button button = Nodes.uncut(new Button(null, Nodes.icon(icon, "icon-small")));
        button.getStyleClass().add("small-button");
        button.setAccessibleText(texts.get(key));
        button.setTooltip(new Tooltip(texts.get(key)));
        button.setOnAction(_ -> action.run());
        return button;
    }

    private final class LineCell extends ItemCell<Integer> {
        LineCell() {
            setOnMouseClicked(event -> {
                if (!isEmpty() && event.getButton() == MouseButton.PRIMARY && (event.getClickCount() == 2 || event.getX() < indent(getItem()) + 18)) {
                    folding.ifPresent(present -> fold(getItem(), !present.folded(getItem())));
                }
            });
        }

        @Override
        protected void show(Integer index) {
            JsonFolding present = folding.orElseThrow();
            JsonOutline.Line line = present.outline().line(index);
            boolean folded = present.folded(index);
            List<Node> parts = new ArrayList<>();
            parts.add(Nodes.fixWidth(part(!present.outline().folds(index) ? "" : folded ? "▸" : "▾", "json-mark"), 14));
            if (!line.name().isEmpty()) {
                parts.add(part(TextLimit.cut(line.name(), MAX_SHOWN), "json-name"));
                parts.add(part(": ", "json-mark"));
            }
            String value = TextLimit.cut(line.shown(), MAX_SHOWN) + (folded ? " … " + line.kind().close : "");
            boolean comma = folded ? present.outline().commaAfter(line.end()) : present.outline().commaAfter(index);
            parts.add(part(value + (comma ? "," : ""), switch (line.kind()) {
                case STRING -> "json-string";
                case NUMBER -> "json-number";
                case WORD -> "json-word";
                case OBJECT, LIST, END -> "json-mark";
            }));
            if (folded) {
                parts.add(Nodes.label("  " + texts.get("json.children", line.children()), "caption"));
            }
            HBox box = new HBox(parts.toArray(Node[]::new));
            box.setAlignment(Pos.CENTER_LEFT);
            box.setPadding(new Insets(0, 0, 0, indent(index)));
            setGraphic(box);
            setAccessibleText(line.name() + " " + value);
        }

        /// In letters of one width, where these have them; the console's own font has all others.
        private static Label part(String text, String styleClass) {
            Label part = Nodes.uncut(Nodes.label(text, styleClass));
            if (text.chars().allMatch(letter -> letter < 0x250)) {
                part.setStyle("-fx-font-family: Monospaced; -fx-font-size: 12px;");
            }
            return part;
        }

        private double indent(int index) {
            return folding.map(present -> 14.0 * Math.min(present.outline().line(index).depth(), 40)).orElse(0.0);
        }
    }
}
