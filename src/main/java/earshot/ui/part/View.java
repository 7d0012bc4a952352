package earshot.ui.part;

import java.util.List;
import javafx.scene.Parent;

/// One entry of the rail. Made once; its nodes are built anew when the language changes, its state stays in its view model.
/// On the FX thread only.
public interface View {
    /// Stable id: the rail's text is `view.<id>`, its icon the style class `icon-<id>`.
    String id();

    /// Builds the nodes in the language of this moment. What the former nodes held is let go.
    Parent build();

    /// It is on the screen from now on.
    default void shown() {}

    /// It is not on the screen any more: nothing may be painted or polled.
    default void hidden() {}

    /// Shows what a [Place] names.
    default void show(String target) {}

    /// Ctrl+F and `/`: puts the focus into the view's filter.
    default void filter() {}

    /// Esc: takes back one step (selection, then filter). False when there is nothing to take back.
    default boolean escape() {
        return false;
    }

    /// What the palette offers of this view: its things, and what can be begun in it.
    default List<Offer> offers() {
        return List.of();
    }

    /// The window goes: lets go of everything.
    default void close() {}
}
