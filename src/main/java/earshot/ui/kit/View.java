package earshot.ui.kit;

import java.util.List;
import java.util.Optional;
import javafx.scene.Parent;

/// A view of the navigation rail. Created once; its nodes are rebuilt when the language changes, its state stays in its view
/// model. On the FX thread only.
public interface View {
    /// Stable id: the rail's text is `view.<id>`, its icon the style class `icon-<id>`.
    String id();

    /// The view that this one is a page of; only views without one have an entry in the rail.
    default Optional<String> parent() {
        return Optional.empty();
    }

    /// Builds the nodes in the current language and releases what the previous ones held.
    Parent build();

    /// The view becomes visible.
    default void onShown() {}

    /// The view is no longer visible: it must neither paint nor poll.
    default void onHidden() {}

    /// Shows the target of a [NavigationTarget].
    default void show(String target) {}

    /// Focuses the view's filter (Ctrl+F and `/`).
    default void focusFilter() {}

    /// Handles Esc: clears the selection, else the filter. Returns false if there was nothing to clear.
    default boolean escape() {
        return false;
    }

    /// Undoes what was deleted here a moment ago, while the view offers that. Returns false if there is nothing of the kind.
    default boolean undo() {
        return false;
    }

    /// Does again what [#undo] took back. Returns false if there is nothing of the kind.
    default boolean redo() {
        return false;
    }

    /// Entries of this view in the command palette.
    default List<PaletteEntry> paletteEntries() {
        return List.of();
    }

    /// The window is closing: releases everything.
    default void close() {}
}
