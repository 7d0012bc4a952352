package earshot.ui.settings;

import module java.base;

import earshot.config.InputConstraints.InputKind;
import earshot.config.Setting;
import earshot.config.SettingScope;
import earshot.config.SettingsLayer;
import earshot.config.SettingsOverview;
import earshot.data.LetterCase;
import earshot.ui.kit.DisplayConverter;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TwoWayBinding;
import earshot.ui.kit.WrapGuard;
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
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// Row of one setting: name, input with unit and scope, the layer the value comes from, explanation, and error.
final class SettingFieldRow extends HBox {
    private final SettingField field;
    private final Texts texts;
    private final Control control;
    private final Label layerLabel = Nodes.label("", "caption");
    private final Button clear = new Button();
    private final Label wrong = Nodes.wrappedLabel("", "bad-text", "small");
    private Subscription subscription = Subscription.EMPTY;

    /// @param clear removes the value set in the console
    /// @param secret shows the value in force, for a secret that others have to be given
    SettingFieldRow(SettingField field, Texts texts, Consumer<SettingField> clear, Optional<SecretBox> secret) {
        this.field = field;
        this.texts = texts;
        getStyleClass().add("setting-row");
        Label name = Nodes.wrappedLabel(texts.get("setting." + field.key()), "setting-name");
        control = control();
        control.setId("setting-" + field.key().replace('.', '-'));
        control.setAccessibleText(name.getText());
        name.setLabelFor(control);
        Label unit = Nodes.label(field.unit(), "muted");
        Label scope = Nodes.chip(texts.get("settings.scope." + Setting.word(field.setting().scope())), scopeStyle(field.setting().scope()));
        this.clear.getStyleClass().addAll("button", "flat", "small");
        this.clear.setOnAction(_ -> clear.accept(field));
        Label note = Nodes.wrappedLabel(field.note(), "caption");
        Nodes.setShown(note, !note.getText().isEmpty());
        VBox lines = new VBox(2, Nodes.line(control, unit, scope, Nodes.uncut(layerLabel), Nodes.uncut(this.clear)), note, wrong);
        secret.ifPresent(box -> lines.getChildren().add(1, box));
        getChildren().addAll(name, Nodes.grow(lines));
        subscription = Subscription.combine(subscription, field.error().subscribe(why -> {
            wrong.setText(why.orElse(""));
            Nodes.setShown(wrong, why.isPresent());
            Nodes.setStyleClass(control, "wrong", why.isPresent());
        }), field.row().subscribe(this::showRow), field.row().subscribe(row -> secret.ifPresent(box -> {
            box.hide();
            Nodes.setShown(box, row.value().isPresent());
        })));
    }

    private static String scopeStyle(SettingScope scope) {
        return switch (scope) {
            case NOW, NEXT_TURN -> "is-ok";
            case NEXT_MEETING, NEXT_CONNECTION -> "is-in";
            case RESTART, PROGRAM_RESTART -> "is-warn";
        };
    }

    private void showRow(SettingsOverview.CurrentValue currentValue) {
        control.setDisable(currentValue.source() == SettingsLayer.COMMAND_LINE);
        layerLabel
            .setText(currentValue.source() == SettingsLayer.BUILT_IN ? "" : texts.get("settings.layer." + LetterCase.lower(currentValue.source().name())));
        clear.setText(texts.get(currentValue.secret() ? "settings.clear.secret" : "settings.clear"));
        Nodes.setShown(clear, currentValue.source() == SettingsLayer.CONSOLE);
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
            case TEXT -> isSecret() ? textInput(new PasswordField(), 320) : field.key().matches(".*(prompt|summaryMemory|prompts\\..*)$") ? textArea()
                : textInput(new TextField(), 320);
        };
    }

    /// Whether the input is masked as a secret.
    private boolean isSecret() {
        return field.row().get().secret() && field.shape() != InputKind.OBJECT || field.key().matches(".*(secret|token|tokens)$");
    }

    private TextInputControl textInput(TextInputControl input, double width) {
        input.setPrefWidth(width);
        input.setMinWidth(Math.min(width, 110));
        subscription = Subscription.combine(subscription, TwoWayBinding.bind(input.textProperty(), field.text()));
        return input;
    }

    private TextInputControl textArea() {
        TextArea area = new TextArea();
        area.setPrefRowCount(3);
        WrapGuard.wrap(area);
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
        box.setConverter(DisplayConverter.of(word -> texts.getOrDefault("setting." + field.key() + "." + word, word)));
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
