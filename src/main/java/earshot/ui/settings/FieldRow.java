package earshot.ui.settings;

import earshot.config.Layer;
import earshot.config.SettingsSheet;
import earshot.ui.part.Texts;
import java.util.Locale;
import java.util.function.Consumer;
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
final class FieldRow extends HBox {
    private final Field field;
    private final Texts texts;
    private final Control control;
    private final Label from = new Label();
    private final Button clear = new Button();
    private final Label wrong = new Label();
    private Subscription held = Subscription.EMPTY;

    /// @param clear removes the value set in the console
    FieldRow(Field field, Texts texts, Consumer<Field> clear) {
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
        Label scope = new Label(texts.get(field.setting().scope().key()));
        scope.getStyleClass().addAll("chip", field.setting().scope().tone);
        scope.setMinWidth(Region.USE_PREF_SIZE);
        from.getStyleClass().add("caption");
        this.clear.getStyleClass().addAll("button", "flat", "small");
        this.clear.setMinWidth(Region.USE_PREF_SIZE);
        this.clear.setOnAction(_ -> clear.accept(field));
        HBox line = new HBox(8, control, unit, scope, from, this.clear);
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
        held = Subscription.combine(held, field.wrong().subscribe(why -> {
            wrong.setText(why.orElse(""));
            wrong.setVisible(why.isPresent());
            wrong.setManaged(why.isPresent());
            control.getStyleClass().remove("wrong");
            if (why.isPresent()) {
                control.getStyleClass().add("wrong");
            }
        }), field.row().subscribe(this::stands));
    }

    private void stands(SettingsSheet.Row row) {
        boolean covered = row.layer() == Layer.COMMAND_LINE;
        control.setDisable(covered);
        from.setText(row.layer() == Layer.BUILT_IN ? "" : texts.get("settings.layer." + row.layer().name().toLowerCase(Locale.ROOT)));
        clear.setText(texts.get(row.secret() ? "settings.clear.secret" : "settings.clear"));
        clear.setVisible(row.layer() == Layer.CONSOLE);
        clear.setManaged(clear.isVisible());
        if (row.secret() && control instanceof TextInputControl input) {
            input.setPromptText(texts.get(row.value().isPresent() ? "settings.secret.kept" : "settings.secret.none"));
        }
    }

    private Control control() {
        return switch (field.shape()) {
            case FLAG -> check();
            case WORD -> words();
            case NUMBER -> text(new TextField(), 110);
            case TEXTS, OBJECT -> hidden() ? text(new PasswordField(), 320) : area();
            case TEXT -> hidden() ? text(new PasswordField(), 320) : field.key().matches(".*(prompt|summaryMemory|prompts\\..*)$") ? area() : text(new TextField(), 320);
        };
    }

    /// Whether the input is masked as a secret.
    private boolean hidden() {
        return field.row().get().secret() && field.shape() != earshot.config.Acceptance.Shape.OBJECT || field.key().matches(".*(secret|token|tokens)$");
    }

    private TextInputControl text(TextInputControl input, double width) {
        input.setPrefWidth(width);
        input.setMinWidth(Math.min(width, 110));
        input.textProperty().bindBidirectional(field.text());
        held = Subscription.combine(held, () -> input.textProperty().unbindBidirectional(field.text()));
        return input;
    }

    private TextInputControl area() {
        TextArea area = new TextArea();
        area.setPrefRowCount(3);
        area.setWrapText(true);
        return text(area, 440);
    }

    private CheckBox check() {
        CheckBox box = new CheckBox();
        held = Subscription.combine(held, field.text().subscribe(value -> box.setSelected(value.equals("true"))),
            box.selectedProperty().subscribe((_, now) -> field.text().set(Boolean.toString(now))));
        return box;
    }

    private ComboBox<String> words() {
        ComboBox<String> box = new ComboBox<>();
        box.getItems().setAll(field.setting().words());
        box.setPrefWidth(320);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(String word) {
                return word == null ? "" : texts.getOr("setting." + field.key() + "." + word, word);
            }

            @Override
            public String fromString(String text) {
                throw new UnsupportedOperationException("the box is not editable");
            }
        });
        held = Subscription.combine(held, field.text().subscribe(box::setValue), box.valueProperty().subscribe((_, now) -> {
            if (now != null) {
                field.text().set(now);
            }
        }));
        return box;
    }

    Field field() {
        return field;
    }

    void focus() {
        control.requestFocus();
        if (control instanceof TextInputControl input) {
            input.selectAll();
        }
    }

    void close() {
        held.unsubscribe();
    }
}
