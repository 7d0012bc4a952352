/// The console's shell: window, navigation rail, title and status bar, keyboard shortcuts, theme, language, toasts, notifications of the desktop, and the
/// navigation history. The rest of the program uses only [earshot.ui.ConsoleWindow].
///
/// The console reads [earshot.engine.EngineModel] and sends [earshot.engine.Command]s. It simulates nothing and has no state
/// of its own except the preferences of the window ([earshot.ui.WindowPreferences]).
///
/// Keys of the whole window are in [earshot.ui.WindowKeys]; while an [earshot.ui.kit.Overlay] shows something, they and all others stay within it.
/// What closing the window means is asked by [earshot.ui.CloseConfirmationDialog].
///
/// Decisions: the rail shows only views that exist. Switching the language rebuilds all nodes from FXML while the view models
/// stay: the first language and later ones take the same path, and no text can be forgotten. One bundled font is used for
/// everything, so that screenshots look the same on every computer and Chinese characters are never missing.
package earshot.ui;
