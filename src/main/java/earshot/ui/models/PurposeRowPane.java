package earshot.ui.models;

import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Texts;
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
final class PurposeRowPane extends VBox {
    /// Widths in pixels of purpose, alias and the three overrides.
    static final List<Double> WIDTHS = List.of(104.0, 176.0, 150.0, 96.0, 96.0);
    static final double SCOPE = 60;
    static final double TRY = 76;

    private final PurposeRowViewModel purposeRow;
    private final Texts texts;
    private final Consumer<String> openSetting;
    private final ComboBox<String> alias = new ComboBox<>();
    private final Map<String, TextField> overrides = new HashMap<>();
    private final Label inForce = new Label();
    private final Label reason = new Label();
    private final Label trial = new Label();
    private final Label trialDetail = new Label();
    private final Button tryOut = new Button();
    private final Button goToProblem = new Button();
    private final VBox notes = new VBox(2);
    private final List<Runnable> unbindActions = new ArrayList<>();
    private final Subscription subscription;

    /// @param openSetting shows a setting of this view, given by its key
    PurposeRowPane(PurposeRowViewModel purposeRow, PurposesViewModel model, Texts texts, Consumer<String> openSetting) {
        this.purposeRow = purposeRow;
        this.texts = texts;
        this.openSetting = openSetting;
        getStyleClass().add("purpose");
        String name = texts.get("models.purpose." + purposeRow.purpose());
        Label purpose = new Label(name);
        purpose.setTooltip(new Tooltip(texts.get("models.purpose." + purposeRow.purpose() + ".what")));
        fixWidth(purpose, WIDTHS.get(0));
        alias.setEditable(true);
        alias.setItems(model.aliases());
        alias.setPromptText(texts.get(purposeRow.purpose().equals("default") ? "models.written.none" : "models.written.default"));
        alias.setAccessibleText(texts.get("models.column.written") + ": " + name);
        bind(alias.getEditor(), purposeRow.alias());
        fixWidth(alias, WIDTHS.get(1));
        HBox row = new HBox(10, purpose, alias);
        row.getStyleClass().add("purpose-row");
        for (int i = 0; i < PurposeRowViewModel.OVERRIDES.size(); i++) {
            String key = PurposeRowViewModel.OVERRIDES.get(i);
            TextField field = new TextField();
            field.setPromptText("–");
            field.setAccessibleText(key + ": " + name);
            bind(field, purposeRow.override(key));
            fixWidth(field, WIDTHS.get(i + 2));
            overrides.put(key, field);
            row.getChildren().add(field);
        }
        inForce.getStyleClass().add("in-force");
        reason.getStyleClass().add("caption");
        trialDetail.getStyleClass().add("caption");
        for (Label label : List.of(inForce, reason, trial, trialDetail)) {
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
        }
        VBox now = new VBox(1, inForce, reason, trial, trialDetail);
        now.setMinWidth(0);
        HBox.setHgrow(now, Priority.ALWAYS);
        Label scope = new Label(texts.get("settings.scope.now"));
        scope.getStyleClass().addAll("chip", "is-ok");
        scope.setMinWidth(USE_PREF_SIZE);
        HBox scopeBox = new HBox(scope);
        scopeBox.getStyleClass().add("line");
        scopeBox.setMaxHeight(30);
        fixWidth(scopeBox, SCOPE);
        tryOut.setText(texts.get("models.try"));
        tryOut.setAccessibleText(texts.get("models.try") + ": " + name);
        tryOut.setTooltip(new Tooltip(texts.get("models.try.what")));
        tryOut.getStyleClass().add("small-toggle");
        fixWidth(tryOut, TRY);
        tryOut.setOnAction(_ -> model.tryModel(purposeRow));
        row.getChildren().addAll(now, scopeBox, tryOut);
        notes.getStyleClass().add("purpose-notes");
        goToProblem.getStyleClass().add("small-toggle");
        getChildren().addAll(row, notes);
        subscription = Subscription.combine(purposeRow.row().subscribe(_ -> show()), purposeRow.errors().subscribe(_ -> show()), purposeRow.changed().subscribe(_ -> show()), purposeRow.trial().subscribe(outcome -> show(outcome)));
    }

    private void bind(TextField field, javafx.beans.property.StringProperty text) {
        field.textProperty().bindBidirectional(text);
        unbindActions.add(() -> field.textProperty().unbindBidirectional(text));
    }

    private static void fixWidth(Region region, double width) {
        region.setMinWidth(width);
        region.setPrefWidth(width);
        region.setMaxWidth(width);
    }

    private void show() {
        inForce.setText(purposeRow.inForce());
        reason.setText(purposeRow.reason());
        setShown(reason, !purposeRow.reason().isEmpty());
        reason.getStyleClass().remove("warn-text");
        if (purposeRow.usesFallback()) {
            reason.getStyleClass().add("warn-text");
        }
        boolean locked = purposeRow.editableOnlyInFile();
        alias.setDisable(locked);
        overrides.values().forEach(field -> field.setDisable(locked));
        tryOut.setVisible(!purposeRow.purpose().equals("default") && purposeRow.row().get().inForce().filter(now -> !now.alias().isEmpty()).isPresent());
        getStyleClass().remove("changed");
        if (purposeRow.changed().get()) {
            getStyleClass().add("changed");
        }
        notes.getChildren().setAll(notes());
        notes.setVisible(!notes.getChildren().isEmpty());
        notes.setManaged(notes.isVisible());
    }

    private List<Node> notes() {
        List<Node> lines = new ArrayList<>();
        for (InputError inputError : purposeRow.errors().get()) {
            HBox line = new HBox(8, noteLabel(inputError.message(), "bad-text"));
            line.getStyleClass().add("line");
            inputError.suggestion().ifPresent(suggestion -> {
                Button use = new Button(texts.get("models.use", suggestion));
                use.setMnemonicParsing(false);
                use.getStyleClass().add("small-toggle");
                use.setMinWidth(USE_PREF_SIZE);
                use.setOnAction(_ -> purposeRow.useAlias(suggestion));
                line.getChildren().add(use);
            });
            lines.add(line);
        }
        if (!purposeRow.keptOverrides().isEmpty()) {
            lines.add(noteLabel(texts.get("models.kept", purposeRow.keptOverrides()), "caption"));
        }
        if (!purposeRow.note().isEmpty()) {
            lines.add(noteLabel(purposeRow.note(), "caption"));
        }
        return lines;
    }

    private static Label noteLabel(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().addAll(style, "small");
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private void show(TrialResult now) {
        show(now, trial, trialDetail);
        tryOut.setDisable(now.status() == TrialResult.Status.UNDER_WAY);
        goToProblem.setText(texts.get("problems.go"));
        goToProblem.setOnAction(_ -> now.target().flatMap(NavigationTarget::target).ifPresent(openSetting));
        boolean fixable = now.status() == TrialResult.Status.BAD && now.target().flatMap(NavigationTarget::target).isPresent();
        trial.setGraphic(fixable ? goToProblem : null);
        trial.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
    }

    /// Shows the result of a trial.
    static void show(TrialResult now, Label line, Label more) {
        line.setText(switch (now.status()) {
            case NONE -> "";
            case UNDER_WAY -> now.summary();
            case GOOD -> "✔ " + now.summary();
            case BAD -> "✖ " + now.summary();
        });
        line.getStyleClass().removeAll("ok-text", "bad-text", "muted");
        line.getStyleClass().add(switch (now.status()) {
            case NONE, UNDER_WAY -> "muted";
            case GOOD -> "ok-text";
            case BAD -> "bad-text";
        });
        more.setText(now.detail());
        setShown(line, now.status() != TrialResult.Status.NONE);
        setShown(more, !now.detail().isEmpty());
    }

    private static void setShown(Label label, boolean there) {
        label.setVisible(there);
        label.setManaged(there);
    }

    String purpose() {
        return purposeRow.purpose();
    }

    void focusAlias() {
        alias.requestFocus();
        alias.getEditor().selectAll();
    }

    void close() {
        subscription.unsubscribe();
        unbindActions.forEach(Runnable::run);
        alias.setItems(null);
    }
}
