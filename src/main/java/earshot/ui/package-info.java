/// The console's shell: window, rail, title and status bar, keys, theme, language, toasts, and the way back and forward.
/// [earshot.ui.Console] is all that the rest of the program knows of it.
///
/// The console reads [earshot.engine.EngineModel] and sends [earshot.engine.Command]s; it never simulates anything and holds
/// no truth of its own beyond how the window looks ([earshot.ui.Look]).
///
/// Decisions: the rail shows only views that exist. Switching the language builds all nodes anew from FXML while the view
/// models stay: one path for the first language and every later one, and no text can be forgotten. One shipped font is used for
/// everything, so that a picture looks the same on every computer and no Chinese character is ever a box.
package earshot.ui;
