/// What every view is made of: the one bridge to the FX thread ([earshot.ui.part.FxPump]), the texts, what a view is handed
/// ([earshot.ui.part.Desk]), the contract of a view, and our own controls.
///
/// It stands below both the shell (`earshot.ui`) and the views (`earshot.ui.devices` …): the shell knows the views, a view
/// knows neither the shell nor another view, and all of them know this package.
///
/// **A view** is an FXML file, a controller with bindings only, and a view model that uses `javafx.beans` and no control, so
/// that it is tested without a toolkit. View models live as long as the window; nodes are built anew when the language
/// changes, so no text needs a binding of its own to the language.
package earshot.ui.part;
