package earshot.ui.kit;

import java.util.List;

/// Binds the nodes of a view until they are replaced. On the FX thread only.
public interface ViewController {
    /// The controllers of the files that the view's file includes, directly or not.
    default List<Object> parts() {
        return List.of();
    }

    /// Focuses the view's filter.
    default void focusFilter() {}

    /// Handles Esc. Returns false if there was nothing to clear or close.
    default boolean escape() {
        return false;
    }

    /// The nodes are replaced or the window closes: removes their listeners from the view model, which stays.
    void close();
}
