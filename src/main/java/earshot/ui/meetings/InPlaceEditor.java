package earshot.ui.meetings;

import earshot.ui.kit.Focus;
import earshot.ui.kit.WrapGuard;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;

/// Text field over a painted text. Enter commits; Esc and losing the focus discard.
final class InPlaceEditor {
    private final TextArea field = new TextArea();
    private final Node owner;
    private Consumer<String> onCommit = _ -> { };
    private boolean typing;

    /// @param pane holds the field; `owner` is in its top left corner
    /// @param owner gets the focus back
    InPlaceEditor(StackPane pane, Node owner) {
        this.owner = owner;
        field.setId("inPlace");
        field.getStyleClass().add("in-place");
        WrapGuard.wrap(field);
        field.setVisible(false);
        StackPane.setAlignment(field, Pos.TOP_LEFT);
        // the key that opened the field also sends a KEY_TYPED event, which must not reach it
        field.addEventFilter(KeyEvent.KEY_TYPED, key -> {
            if (!typing) {
                key.consume();
            }
        });
        field.addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            typing = true;
            switch (key.getCode()) {
                case ENTER -> commit();
                case ESCAPE -> close();
                case TAB -> { }
                default -> {
                    return;
                }
            }
            key.consume();
        });
        Focus.onLost(field, this::close);
        pane.getChildren().add(field);
    }

    /// @param x left edge in pixels, in the coordinates of the pane
    void open(String promptText, String text, double x, double y, double width, double height, Consumer<String> commit) {
        onCommit = commit;
        typing = false;
        field.setText(text);
        field.setPromptText(promptText);
        field.setAccessibleText(promptText);
        field.setMinSize(width, height);
        field.setPrefSize(width, height);
        field.setMaxSize(width, height);
        field.setTranslateX(x);
        field.setTranslateY(Math.max(0, y - 3));
        field.setVisible(true);
        Focus.selectAll(field);
    }

    private void commit() {
        close();
        onCommit.accept(field.getText().strip().replaceAll("\\s*\\R\\s*", " "));
    }

    /// Hides the field. Returns false if it was not shown.
    boolean close() {
        if (!field.isVisible()) {
            return false;
        }
        boolean returnFocus = field.isFocused();
        field.setVisible(false);
        if (returnFocus) {
            owner.requestFocus();
        }
        return true;
    }
}
