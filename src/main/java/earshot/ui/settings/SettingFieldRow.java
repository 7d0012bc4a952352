package earshot.ui.settings;

import module java.base;

import earshot.config.Setting;
import earshot.config.SettingScope;
import earshot.config.SettingsLayer;
import earshot.config.SettingsOverview;
import earshot.ui.kit.Texts;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import javafx.util.Subscription;

/// Row of one setting: name, input with unit and scope, the layer the value comes from, explanation, and error.
final class SettingFieldRow extends HBox {
    private final SettingField field;
    private final Texts texts;
    private final Control control;
    private final Label layerLabel = new Label();
    private final Button clear = new Button();
    private final Label wrong = new Label();
    private Subscription subscription = Subscription.EMPTY;

    /// @param clear removes the value set in the console
    SettingFieldRow(SettingField field, Texts texts, Consumer<SettingField> clear) {
        this.field = field;
        this.texts = texts;
        getStyleClass().add("setting-row");
        Label name = new Label(texts.get("setting." + field.key()));
        name.getStyleClass().add("setting-name");
        name.setWrapText(true);
        control = control();
        control.setId("setting-" + field.key().replace('.', '-'));
        control.setAccessibleText(name.getText());
        name.setLabelFor(control);
        Label unit = new Label(field.setting().unit());
        unit.getStyleClass().add("muted");
        Label scope = new Label(texts.get("settings.scope." + Setting.word(field.setting().scope())));
        scope.getStyleClass().addAll("chip", scopeStyle(field.setting().scope()));
        scope.setMinWidth(Region.USE_PREF_SIZE);
        layerLabel.getStyleClass().add("caption");
        this.clear.getStyleClass().addAll("button", "flat", "small");
        this.clear.setMinWidth(Region.USE_PREF_SIZE);
        this.clear.setOnAction(_ -> clear.accept(field));
        HBox line = new HBox(8, control, unit, scope, layerLabel, this.clear);
        line.getStyleClass().add("line");
        Label note = new Label(field.note());
        note.getStyleClass().add("caption");
        note.setWrapText(true);
        note.setManaged(!note.getText().isEmpty());
        wrong.getStyleClass().addAll("bad-text", "small");
        wrong.setWrapText(true);
        VBox right = new VBox(2, line, note, wrong);
        HBox.setHgrow(right, Priority.ALWAYS);
        getChildren().addAll(name, right);
        subscription = Subscription.combine(subscription, field.error().subscribe(why -> {
            wrong.setText(why.orElse(""));
            wrong.setVisible(why.isPresent());
            wrong.setManaged(why.isPresent());
            control.getStyleClass().remove("wrong");
            if (why.isPresent()) {
                control.getStyleClass().add("wrong");
            }
        }), field.row().subscribe(this::showRow));
    }

    private static String scopeStyle(SettingScope scope) {
        return switch (scope) {
            case NOW, NEXT_TURN -> "is-ok";
            case NEXT_MEETING, NEXT_CONNECTION -> "is-in";
            case RESTART -> "is-warn";
        };
    }

    private void showRow(SettingsOverview.CurrentValue currentValue) {
        boolean setByCommandLine = currentValue.source() == SettingsLayer.COMMAND_LINE;
        control.setDisable(setByCommandLine);
        layerLabel.setText(currentValue.source() == SettingsLayer.BUILT_IN ? "" : texts.get("settings.layer." + currentValue.source().name().toLowerCase(Locale.ROOT)));
        clear.setText(texts.get(currentValue.secret() ? "settings.clear.secret" : "settings.clear"));
        clear.setVisible(currentValue.source() == SettingsLayer.CONSOLE);
        clear.setManaged(clear.isVisible());
        if (currentValue.secret() && control instanceof TextInputControl input) {
            input.setPromptText(texts.get(currentValue.value().isPresent() ? "settings.secret.kept" : "settings.secret.none"));
        }
    }

    private Control control() {
        return switch (field.shape()) {
            case FLAG -> checkBox();
            case CHOICE -> choiceBox();
            case NUMBER -> textInput(new TextField(), 110);
            case TEXT_LIST, OBJECT -> isSecret() ? textInput(new PasswordField(), 320) : textArea();
            case TEXT -> isSecret() ? textInput(new PasswordField(), 320) : field.key().matches(".*(prompt|summaryMemory|prompts\\..*)$") ? textArea() : textInput(new TextField(), 320);
        };
    }

    /// Whether the input is masked as a secret.
    private boolean isSecret() {
        return field.row().get().secret() && field.shape() != earshot.config.InputConstraints.InputKind.OBJECT || field.key().matches(".*(secret|token|tokens)$");
    }

    private TextInputControl textInput(TextInputControl input, double width) {
        input.setPrefWidth(width);
        input.setMinWidth(Math.min(width, 110));
        input.textProperty().bindBidirectional(field.text());
        subscription = Subscription.combine(subscription, () -> input.textProperty().unbindBidirectional(field.text()));
        return input;
    }

    private TextInputControl textArea() {
        TextArea area = new TextArea();
        area.setPrefRowCount(3);
        area.setWrapText(true);
        return textInput(area, 440);
    }

    private CheckBox checkBox() {
        CheckBox box = new CheckBox();
        subscription = Subscription.combine(subscription, field.text().subscribe(value -> box.setSelected(value.equals("true"))),
            box.selectedProperty().subscribe((_, now) -> field.text().set(Boolean.toString(now))));
        return box;
    }

    private ComboBox<String> choiceBox() {
        ComboBox<String> box = new ComboBox<>();
        box.getItems().setAll(field.choices());
        box.setPrefWidth(320);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(String word) {
                return word == null ? "" : texts.getOrDefault("setting." + field.key() + "." + word, word);
            }

            @Override
            public String fromString(String text) {
                throw new UnsupportedOperationException("the box is not editable");
            }
        });
        subscription = Subscription.combine(subscription, field.text().subscribe(box::setValue), box.valueProperty().subscribe((_, now) -> {
            if (now != null) {
                field.text().set(now);
            }
        }));
        return box;
    }

    SettingField field() {
        return field;
    }

    void focus() {
        control.requestFocus();
        if (control instanceof TextInputControl input) {
            input.selectAll();
        }
    }

    void close() {
        subscription.unsubscribe();
    }
}
