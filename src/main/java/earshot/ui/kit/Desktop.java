package earshot.ui.kit;

import javafx.beans.value.ObservableBooleanValue;

/// What a window has of the desktop around it, and of the person who used it before.
///
/// @param reducedMotion whether it asks for no animations
/// @param sessions the windows over session files beside it
public record Desktop(ObservableBooleanValue reducedMotion, FileDialogs files, SortOrders sorts, SessionDisplay sessions) {}
