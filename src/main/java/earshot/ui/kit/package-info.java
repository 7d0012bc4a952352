/// Common parts of all views: the one bridge to the FX thread ([earshot.ui.kit.FxPump]), the texts, what the shell passes to
/// a view ([earshot.ui.kit.ViewContext]), the contract and the base of a view ([earshot.ui.kit.View], [earshot.ui.kit.FxmlView],
/// [earshot.ui.kit.ViewController]), what every view builds alike ([earshot.ui.kit.Nodes]), and custom controls.
///
/// Dialogs, forms and the palette are shown in one [earshot.ui.kit.Overlay] of the window; only file choosers are the system's.
///
/// Both the shell (`earshot.ui`) and the views (`earshot.ui.devices` …) use this package. The shell knows the views; a view
/// knows neither the shell nor another view.
///
/// **A view** is an FXML file, a controller with bindings only, and a view model that uses `javafx.beans` and no control, so
/// that it can be tested without a toolkit. View models exist as long as the window; nodes are rebuilt when the language
/// changes, so no text has to be bound to the language.
package earshot.ui.kit;
