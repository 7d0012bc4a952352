package earshot.ui.models;

import module java.base;

import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TwoWayBinding;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// Row of one purpose: assigned model, overrides, model in force and why, trial and its result; errors are below.
final class PurposeRowPane extends VBox {
    private final PurposeRowViewModel purposeRow;
    private final Texts texts;
    private final ComboBox<String> alias = new ComboBox<>();
    private final List<TextField> overrides = new ArrayList<>();
    private final Label inForce = Nodes.wrappedLabel("", "in-force");
    private final Label reason = Nodes.wrappedLabel("", "caption");
    private final Label trial = Nodes.wrappedLabel("");
    private final Label trialDetail = Nodes.wrappedLabel("", "caption");
    private final Button tryOut;
    private final Button goToProblem;
    private final VBox notes = new VBox(2);
    private final HBox row;
    private final HBox scopeBox;
    private final List<Subscription> subscriptions = new ArrayList<>();

    /// @param openSetting shows a setting of this view, given by its key
    PurposeRowPane(PurposeRowViewModel purposeRow, PurposesViewModel model, Texts texts, Consumer<String> openSetting) {
        this.purposeRow = purposeRow;
        this.texts = texts;
        getStyleClass().add("purpose");
        String name = texts.get("models.purpose." + purposeRow.purpose());
        Label purpose = new Label(name);
        purpose.setTooltip(new Tooltip(texts.get("models.purpose." + purposeRow.purpose() + ".what")));
        row = new HBox(10, purpose, aliasBox(model, name));
        row.getStyleClass().add("purpose-row");
        for (int i = 0; i < PurposeRowViewModel.OVERRIDES.size(); i++) {
            row.getChildren().add(overrideField(PurposeRowViewModel.OVERRIDES.get(i), name));
        }
        VBox now = Nodes.grow(new VBox(1, inForce, reason, trial, trialDetail));
        now.setMinWidth(0);
        scopeBox = Nodes.fixWidth(Nodes.line(Nodes.chip(texts.get("settings.scope.now"), "is-ok")), PurposeColumns.SCOPE);
        scopeBox.setMaxHeight(30);
        tryOut = Nodes.smallButton(texts.get("models.try"), () -> model.tryModel(purposeRow));
        tryOut.setAccessibleText(texts.get("models.try") + ": " + name);
        tryOut.setTooltip(new Tooltip(texts.get("models.try.what")));
        row.getChildren().addAll(now, scopeBox, Nodes.fixWidth(tryOut, PurposeColumns.TRY));
        notes.getStyleClass().add("purpose-notes");
        goToProblem = Nodes.smallButton(texts.get("problems.go"), () -> failedSetting(purposeRow.trial().get()).ifPresent(openSetting));
        trial.setContentDisplay(ContentDisplay.RIGHT);
        getChildren().addAll(row, notes);
        subscriptions
            .addAll(List.of(purposeRow.row().subscribe(_ -> show()), purposeRow.errors().subscribe(_ -> show()), purposeRow.changed().subscribe(_ -> show()),
            purposeRow.trial().subscribe(result -> show(result))));
    }

    void show(PurposeColumns columns) {
        columns.apply(row.getChildren(), scopeBox);
    }

    private ComboBox<String> aliasBox(PurposesViewModel model, String name) {
        alias.setEditable(true);
        alias.setItems(model.aliases());
        FirstChoice.install(alias);
        alias.setPromptText(texts.get(purposeRow.row().get().isDefault() ? "models.written.none" : "models.written.default"));
        alias.setAccessibleText(texts.get("models.column.written") + ": " + name);
        // where nothing is written there is nothing to click into: what may be chosen is shown
        alias.getEditor().addEventHandler(MouseEvent.MOUSE_CLICKED, _ -> {
            if (alias.getEditor().getText().isEmpty()) {
                alias.show();
            }
        });
        subscriptions.add(TwoWayBinding.bind(alias.getEditor().textProperty(), purposeRow.alias()));
        return alias;
    }

    private TextField overrideField(String key, String name) {
        TextField field = new TextField();
        field.setPromptText("–");
        field.setAccessibleText(key + ": " + name);
        subscriptions.add(TwoWayBinding.bind(field.textProperty(), purposeRow.override(key)));
        overrides.add(field);
        return field;
    }

    private void show() {
        inForce.setText(purposeRow.inForce());
        reason.setText(purposeRow.reason());
        Nodes.setShown(reason, !purposeRow.reason().isEmpty());
        Nodes.setStyleClass(reason, "warn-text", purposeRow.usesFallback());
        boolean locked = purposeRow.editableOnlyInFile();
        alias.setDisable(locked);
        overrides.forEach(field -> field.setDisable(locked));
        tryOut.setVisible(!purposeRow.row().get().isDefault() && purposeRow.row().get().inForce().filter(now -> !now.alias().isEmpty()).isPresent());
        Nodes.setStyleClass(this, "changed", purposeRow.changed().get());
        notes.getChildren().setAll(notes());
        Nodes.setShown(notes, !notes.getChildren().isEmpty());
    }

    private List<Node> notes() {
        List<Node> lines = new ArrayList<>();
        for (InputError error : purposeRow.errors().get()) {
            HBox line = Nodes.line(noteLabel(error.message(), "bad-text"));
            error.suggestion()
                .ifPresent(suggestion -> line.getChildren().add(Nodes.smallButton(texts.get("models.use", suggestion), () -> purposeRow.useAlias(suggestion))));
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
        return Nodes.wrappedLabel(text, style, "small");
    }

    private void show(TrialResult now) {
        TrialLabels.show(now, trial, trialDetail);
        tryOut.setDisable(now.status() == TrialResult.Status.UNDER_WAY);
        trial.setGraphic(now.status() == TrialResult.Status.BAD && failedSetting(now).isPresent() ? goToProblem : null);
    }

    private static Optional<String> failedSetting(TrialResult now) {
        return now.target().flatMap(NavigationTarget::target);
    }

    String purpose() {
        return purposeRow.purpose();
    }

    void focusAlias() {
        alias.requestFocus();
        alias.getEditor().selectAll();
    }

    void close() {
        subscriptions.forEach(Subscription::unsubscribe);
        alias.setItems(null);
    }
}
