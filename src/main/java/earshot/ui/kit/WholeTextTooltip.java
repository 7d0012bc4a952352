package earshot.ui.kit;

import module java.base;

import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableStringValue;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Text;

/// Shows the whole text of a label, button or field that is cut off while the pointer is over it, together with the tooltip that it has. One
/// for a whole window, so that no cell needs its own. On the FX thread only.
public final class WholeTextTooltip {
    private static final double WIDEST = 560;

    private Optional<Shown> shown = Optional.empty();

    /// @param own what the control's tooltip was
    private record Shown(Control control, Tooltip whole, Optional<Tooltip> own) {}

    private WholeTextTooltip() {}

    public static void install(Scene scene) {
        WholeTextTooltip tooltip = new WholeTextTooltip();
        scene.addEventFilter(MouseEvent.MOUSE_ENTERED_TARGET, event -> tooltip.entered(event.getTarget()));
    }

    private void entered(Object target) {
        Optional<Control> under = target instanceof Node node ? control(node) : Optional.empty();
        if (under.equals(shown.map(Shown::control))) {
            return;
        }
        shown.ifPresent(WholeTextTooltip::restore);
        shown = under.filter(control -> cut(control) && !control.tooltipProperty().isBound()).flatMap(WholeTextTooltip::show);
    }

    private static Optional<Control> control(Node node) {
        return Stream.iterate(node, Objects::nonNull, (Node at) -> at.getParent())
            .filter(at -> at instanceof Labeled labeled && labeled.getText() != null && !labeled.getText().isBlank() || at instanceof TextField)
            .map(Control.class::cast).findFirst();
    }

    private static boolean cut(Control control) {
        return switch (control) {
            case Labeled labeled -> labeled.isTextTruncated();
            case PasswordField password -> password.getText().isEmpty() && wider(password);
            case TextField field -> wider(field);
            default -> false;
        };
    }

    /// Whether what a field shows, typed text or the prompt, is wider than the part of the field that shows it.
    private static boolean wider(Parent field) {
        return field.getChildrenUnmodifiable().stream()
            .anyMatch(child -> child instanceof Text text && text.isVisible() && text.getParent().getClip() != null
                && text.getLayoutBounds().getWidth() > text.getParent().getClip().getLayoutBounds().getWidth() + 1
            || !(child instanceof Text) && child instanceof Parent parent && wider(parent));
    }

    private static ObservableStringValue text(Control control) {
        return switch (control) {
            case TextField field -> Bindings.when(field.textProperty().isEmpty()).then(field.promptTextProperty()).otherwise(field.textProperty());
            case Labeled labeled -> labeled.textProperty();
            default -> new SimpleStringProperty("");
        };
    }

    private static Optional<Shown> show(Control control) {
        Optional<Tooltip> own = Optional.ofNullable(control.getTooltip());
        ObservableStringValue text = text(control);
        if (own.filter(tooltip -> tooltip.getText().contains(text.get())).isPresent()) {
            return Optional.empty();
        }
        Tooltip whole = wrapped();
        whole.textProperty().bind(own.map(tooltip -> Bindings.concat(text, "\n\n", tooltip.textProperty())).orElseGet(() -> Bindings.concat(text)));
        control.setTooltip(whole);
        return Optional.of(new Shown(control, whole, own));
    }

    private static void restore(Shown before) {
        before.whole().textProperty().unbind();
        // who set another one meanwhile keeps it
        if (before.control().getTooltip() == before.whole()) {
            before.control().setTooltip(before.own().orElse(null));
        }
    }

    /// A tooltip for long text.
    static Tooltip wrapped() {
        Tooltip tooltip = new Tooltip();
        WrapGuard.wrap(tooltip);
        tooltip.setMaxWidth(WIDEST);
        return tooltip;
    }
}
