package earshot.ui.kit;

import javafx.beans.value.ObservableBooleanValue;

/// What a window has of the desktop around it.
///
/// @param reducedMotion whether it asks for no animations
public record Desktop(ObservableBooleanValue reducedMotion, FileDialogs files) {}
