package earshot.ui.models;

import earshot.ui.part.Place;
import earshot.ui.part.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// Row of one purpose: assigned model, overrides, model in force and why, trial and its result; errors are below.
final class PurposePane extends VBox {
    /// Widths in pixels of purpose, alias and the three overrides.
    static final List<Double> WIDTHS = List.of(104.0, 176.0, 150.0, 96.0, 96.0);
    static final double SCOPE = 60;
    static final double TRY = 76;

    private final PurposeEdit edit;
    private final Texts texts;
    private final Consumer<String> go;
    private final ComboBox<String> alias = new ComboBox<>();
    private final Map<String, TextField> overrides = new HashMap<>();
    private final Label inForce = new Label();
    private final Label reason = new Label();
    private final Label trial = new Label();
    private final Label more = new Label();
    private final Button tryOut = new Button();
    private final Button fix = new Button();
    private final VBox notes = new VBox(2);
    private final List<Runnable> unbind = new ArrayList<>();
    private final Subscription held;

    /// @param go shows a setting of this view, given by its key
    PurposePane(PurposeEdit edit, MappingViewModel model, Texts texts, Consumer<String> go) {
        this.edit = edit;
        this.texts = texts;
        this.go = go;
        getStyleClass().add("purpose");
        String name = texts.get("models.purpose." + edit.purpose());
        Label purpose = new Label(name);
        purpose.setTooltip(new Tooltip(texts.get("models.purpose." + edit.purpose() + ".what")));
        size(purpose, WIDTHS.get(0));
        alias.setEditable(true);
        alias.setItems(model.aliases());
        alias.setPromptText(texts.get(edit.purpose().equals("default") ? "models.written.none" : "models.written.default"));
        alias.setAccessibleText(texts.get("models.column.written") + ": " + name);
        bind(alias.getEditor(), edit.alias());
        size(alias, WIDTHS.get(1));
        HBox row = new HBox(10, purpose, alias);
        row.getStyleClass().add("purpose-row");
        for (int i = 0; i < PurposeEdit.OVERRIDES.size(); i++) {
            String key = PurposeEdit.OVERRIDES.get(i);
            TextField field = new TextField();
            field.setPromptText("–");
            field.setAccessibleText(key + ": " + name);
            bind(field, edit.override(key));
            size(field, WIDTHS.get(i + 2));
            overrides.put(key, field);
            row.getChildren().add(field);
        }
        inForce.getStyleClass().add("in-force");
        reason.getStyleClass().add("caption");
        more.getStyleClass().add("caption");
        for (Label label : List.of(inForce, reason, trial, more)) {
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
        }
        VBox now = new VBox(1, inForce, reason, trial, more);
        now.setMinWidth(0);
        HBox.setHgrow(now, Priority.ALWAYS);
        Label scope = new Label(texts.get("settings.scope.now"));
        scope.getStyleClass().addAll("chip", "is-ok");
        scope.setMinWidth(USE_PREF_SIZE);
        HBox scopeBox = new HBox(scope);
        scopeBox.getStyleClass().add("line");
        scopeBox.setMaxHeight(30);
        size(scopeBox, SCOPE);
        tryOut.setText(texts.get("models.try"));
        tryOut.setAccessibleText(texts.get("models.try") + ": " + name);
        tryOut.setTooltip(new Tooltip(texts.get("models.try.what")));
        tryOut.getStyleClass().add("small-toggle");
        size(tryOut, TRY);
        tryOut.setOnAction(_ -> model.tryOut(edit));
        row.getChildren().addAll(now, scopeBox, tryOut);
        notes.getStyleClass().add("purpose-notes");
        fix.getStyleClass().add("small-toggle");
        getChildren().addAll(row, notes);
        held = Subscription.combine(edit.row().subscribe(_ -> show()), edit.slips().subscribe(_ -> show()), edit.changed().subscribe(_ -> show()), edit.trial().subscribe(outcome -> show(outcome)));
    }

    private void bind(TextField field, javafx.beans.property.StringProperty text) {
        field.textProperty().bindBidirectional(text);
        unbind.add(() -> field.textProperty().unbindBidirectional(text));
    }

    private static void size(Region region, double width) {
        region.setMinWidth(width);
        region.setPrefWidth(width);
        region.setMaxWidth(width);
    }

    private void show() {
        inForce.setText(edit.inForce());
        reason.setText(edit.reason());
        line(reason, !edit.reason().isEmpty());
        reason.getStyleClass().remove("warn-text");
        if (edit.fallenBack()) {
            reason.getStyleClass().add("warn-text");
        }
        boolean locked = edit.locked();
        alias.setDisable(locked);
        overrides.values().forEach(field -> field.setDisable(locked));
        tryOut.setVisible(!edit.purpose().equals("default") && edit.row().get().inForce().filter(now -> !now.alias().isEmpty()).isPresent());
        getStyleClass().remove("changed");
        if (edit.changed().get()) {
            getStyleClass().add("changed");
        }
        notes.getChildren().setAll(notes());
        notes.setVisible(!notes.getChildren().isEmpty());
        notes.setManaged(notes.isVisible());
    }

    private List<Node> notes() {
        List<Node> lines = new ArrayList<>();
        for (Slip slip : edit.slips().get()) {
            HBox line = new HBox(8, words(slip.words(), "bad-text"));
            line.getStyleClass().add("line");
            slip.fix().ifPresent(meant -> {
                Button use = new Button(texts.get("models.use", meant));
                use.setMnemonicParsing(false);
                use.getStyleClass().add("small-toggle");
                use.setMinWidth(USE_PREF_SIZE);
                use.setOnAction(_ -> edit.use(meant));
                line.getChildren().add(use);
            });
            lines.add(line);
        }
        if (!edit.kept().isEmpty()) {
            lines.add(words(texts.get("models.kept", edit.kept()), "caption"));
        }
        if (!edit.note().isEmpty()) {
            lines.add(words(edit.note(), "caption"));
        }
        return lines;
    }

    private static Label words(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().addAll(style, "small");
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private void show(Trial now) {
        show(now, trial, more);
        tryOut.setDisable(now.state() == Trial.State.UNDER_WAY);
        fix.setText(texts.get("problems.go"));
        fix.setOnAction(_ -> now.go().flatMap(Place::target).ifPresent(go));
        boolean mendable = now.state() == Trial.State.BAD && now.go().flatMap(Place::target).isPresent();
        trial.setGraphic(mendable ? fix : null);
        trial.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
    }

    /// Shows the result of a trial.
    static void show(Trial now, Label line, Label more) {
        line.setText(switch (now.state()) {
            case NONE -> "";
            case UNDER_WAY -> now.words();
            case GOOD -> "✔ " + now.words();
            case BAD -> "✖ " + now.words();
        });
        line.getStyleClass().removeAll("ok-text", "bad-text", "muted");
        line.getStyleClass().add(switch (now.state()) {
            case NONE, UNDER_WAY -> "muted";
            case GOOD -> "ok-text";
            case BAD -> "bad-text";
        });
        more.setText(now.more());
        line(line, now.state() != Trial.State.NONE);
        line(more, !now.more().isEmpty());
    }

    private static void line(Label label, boolean there) {
        label.setVisible(there);
        label.setManaged(there);
    }

    String purpose() {
        return edit.purpose();
    }

    void focusAlias() {
        alias.requestFocus();
        alias.getEditor().selectAll();
    }

    void close() {
        held.unsubscribe();
        unbind.forEach(Runnable::run);
        alias.setItems(null);
    }
}
