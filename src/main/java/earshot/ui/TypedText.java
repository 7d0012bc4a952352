package earshot.ui;

import module java.base;

import javafx.event.EventTarget;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextInputControl;

/// Finds the text that is being typed when a key is pressed. On the FX thread only.
final class TypedText {
    private TypedText() {}

    /// The text that a key goes to; for an editable combo box or spinner the event's target is the box, so its editor.
    static Optional<TextInputControl> of(EventTarget target) {
        return Optional.ofNullable(switch (target) {
            case TextInputControl text -> text;
            case ComboBox<?> box when box.isEditable() -> box.getEditor();
            case Spinner<?> spinner when spinner.isEditable() -> spinner.getEditor();
            case null, default -> null;
        }).filter(TextInputControl::isEditable);
    }
}
