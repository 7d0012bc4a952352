package earshot.ui.kit;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;

/// Label that is edited in place, after a double click or [#edit]. Enter commits; Esc and losing the focus discard. What had the
/// focus before gets it back, so that the keys of a list go on.
public final class EditableLabel extends StackPane {
    private final Label label = new Label();
    private final TextField field = new TextField();
    private Consumer<String> onCommit = _ -> { };
    private String text = "";
    private String prompt = "";
    private Optional<Node> before = Optional.empty();

    public EditableLabel() {
        getStyleClass().add("editable-label");
        setAlignment(Pos.CENTER_LEFT);
        label.setMaxWidth(Double.MAX_VALUE);
        label.setMinWidth(0);
        Nodes.setShown(field, false);
        field.getStyleClass().add("edit-field");
        getChildren().addAll(label, field);
        setMinWidth(0);
        label.setOnMouseClicked(click -> {
            if (click.getButton() == MouseButton.PRIMARY && click.getClickCount() == 2) {
                edit();
                click.consume();
            }
        });
        field.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER) {
                String typed = field.getText().strip();
                endEditing();
                if (!typed.equals(text)) {
                    onCommit.accept(typed);
                }
            } else if (key.getCode() == KeyCode.ESCAPE) {
                endEditing();
            }
            // keys typed here must not trigger shortcuts of the surrounding list; only F1 is passed on
            if (key.getCode() != KeyCode.F1) {
                key.consume();
            }
        });
        Focus.onLost(field, this::endEditing);
    }

    /// @param shown the text; if empty, the prompt is shown muted instead
    public void setText(String shown) {
        text = shown;
        label.setText(shown.isEmpty() ? prompt : shown);
        Nodes.setStyleClass(label, "prompt", shown.isEmpty());
    }

    /// @param promptText shown while there is no text; also the field's name for screen readers
    public void setPrompt(String promptText) {
        prompt = promptText;
        field.setPromptText(promptText);
        field.setAccessibleText(promptText);
        setText(text);
    }

    public void setOnCommit(Consumer<String> commit) {
        onCommit = commit;
    }

    public Label label() {
        return label;
    }

    public void edit() {
        before = Optional.ofNullable(getScene()).map(Scene::getFocusOwner).filter(owner -> owner != field).or(() -> before);
        field.setText(text);
        setEditing(true);
        Focus.selectAll(field);
    }

    private void endEditing() {
        Optional<Node> returned = field.isFocused() ? before : Optional.empty();
        before = Optional.empty();
        setEditing(false);
        returned.ifPresent(Node::requestFocus);
    }

    private void setEditing(boolean editing) {
        Nodes.setShown(field, editing);
        label.setVisible(!editing);
    }
}
