/// What holds of a settings file, line by line: used, replaced by what, not used, still to fill in. Reached from *Settings* and from the one
/// notice about a file. Each line that does not hold has the click that settles it.
///
/// The view judges nothing: [earshot.engine.SettingsReport] is made by the engine from the settings and models in force, and is what
/// `earshot check` prints.
package earshot.ui.check;
