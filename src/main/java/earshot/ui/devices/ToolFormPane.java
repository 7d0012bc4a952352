package earshot.ui.devices;

import module java.base;

import earshot.tool.Tool;
import earshot.tool.ToolField;
import earshot.tool.ToolForm;
import earshot.ui.kit.FocusScroller;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.WrapGuard;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.VBox;

/// The arguments of one tool as fields to fill in, made from its input schema. On the FX thread only.
final class ToolFormPane extends VBox {
    private static final int JSON_ROWS = 4;

    private final Texts texts;
    private final ToolForm form;
    private final Map<String, Supplier<String>> typed = new LinkedHashMap<>();
    private final Map<String, Label> errors = new HashMap<>();
    private final Map<String, Control> inputs = new HashMap<>();

    /// @param filled what stands in the fields at first, by name, in the place of the defaults
    ToolFormPane(Texts texts, Tool tool, Map<String, String> filled) {
        super(8);
        this.texts = texts;
        form = ToolForm.of(tool.inputSchema());
        form.fields().forEach(field -> getChildren().add(row(field, filled.getOrDefault(field.name(), field.initial()))));
    }

    /// What is filled in, as a JSON object; empty where something is wrong with it, which stands at its field then, and the first such field has the focus.
    Optional<String> arguments() {
        Map<String, String> texts = new HashMap<>();
        typed.forEach((name, text) -> texts.put(name, text.get()));
        ToolForm.Filled filled = form.filled(texts);
        errors.forEach((name, label) -> showError(label, Optional.ofNullable(filled.wrong().get(name))));
        form.fields().stream().map(ToolField::name).filter(filled.wrong()::containsKey).findFirst().map(inputs::get).ifPresent(wrong -> {
            wrong.requestFocus();
            FxPump.afterEvent(() -> FocusScroller.reveal(wrong));
        });
        return Optional.of(filled.arguments().toString()).filter(_ -> filled.wrong().isEmpty());
    }

    private void showError(Label label, Optional<ToolField.Wrong> wrong) {
        Nodes.setShown(label, wrong.isPresent());
        label.setText(wrong.map(found -> texts.get("tools.wrong." + Texts.keyOf(found.error()), found.detail())).orElse(""));
    }

    private Node row(ToolField field, String initial) {
        Label name = Nodes.uncut(Nodes.label(field.name(), "strong"));
        Label hint = Nodes.label(hint(field), "caption");
        Control input = input(field, initial);
        inputs.put(field.name(), input);
        input.setId("tool-field-" + field.name());
        input.setAccessibleText(field.name() + " " + hint.getText());
        name.setLabelFor(input);
        Label error = Nodes.wrappedLabel("", "bad-text", "small");
        Nodes.setShown(error, false);
        errors.put(field.name(), error);
        onEdit(input, () -> showError(error, Optional.empty()));
        VBox row = new VBox(3, Nodes.line(name, hint), input);
        if (!field.description().isBlank()) {
            row.getChildren().add(Nodes.wrappedLabel(field.description(), "caption"));
        }
        row.getChildren().add(error);
        return row;
    }

    /// What was wrong is not so any more, or is found again with the next call.
    private static void onEdit(Control input, Runnable edited) {
        switch (input) {
            case TextInputControl text -> text.textProperty().addListener((_, _, _) -> edited.run());
            case ComboBox<?> box -> box.valueProperty().addListener((_, _, _) -> edited.run());
            default -> { }
        }
    }

    private String hint(ToolField field) {
        String kind = switch (field.kind()) {
            case ToolField.Text _ -> texts.get("tools.kind.text");
            case ToolField.Choice _ -> texts.get("tools.kind.choice");
            case ToolField.Number number -> range(number);
            case ToolField.Switch _ -> texts.get("tools.kind.switch");
            case ToolField.Json _ -> texts.get("tools.kind.json");
        };
        return kind + (field.required() ? " · " + texts.get("tools.required") : "");
    }

    private String range(ToolField.Number number) {
        String kind = texts.get(number.whole() ? "tools.kind.whole" : "tools.kind.number");
        String least = number.least().map(BigDecimal::toPlainString).orElse("");
        String most = number.most().map(BigDecimal::toPlainString).orElse("");
        return least.isEmpty() && most.isEmpty() ? kind : kind + " " + least + "…" + most;
    }

    private Control input(ToolField field, String initial) {
        return switch (field.kind()) {
            case ToolField.Choice choice -> choice(field, choice.shown(), initial);
            case ToolField.Switch _ -> choice(field, List.of("true", "false"), initial);
            case ToolField.Json(_, String example) -> {
                TextArea area = new TextArea(initial);
                area.setPromptText(example.isEmpty() ? "" : texts.get("tools.example", example));
                area.setPrefRowCount(JSON_ROWS);
                area.getStyleClass().add("payload");
                WrapGuard.wrap(area);
                yield typed(field, area);
            }
            case ToolField.Text _, ToolField.Number _ -> typed(field, new TextField(initial));
        };
    }

    private Control typed(ToolField field, TextInputControl input) {
        typed.put(field.name(), input::getText);
        return input;
    }

    /// What need not be given has an empty choice.
    private Control choice(ToolField field, List<String> values, String initial) {
        ComboBox<String> box = new ComboBox<>();
        if (!field.required()) {
            box.getItems().add("");
        }
        box.getItems().addAll(values);
        box.setValue(values.contains(initial) ? initial : field.required() ? values.getFirst() : "");
        typed.put(field.name(), () -> Objects.requireNonNullElse(box.getValue(), ""));
        return box;
    }
}
