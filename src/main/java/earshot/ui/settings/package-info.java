/// Settings: every key with a fixed name that the view of models does not have, in groups that are applied together, and the restart within
/// the process, with its phases and an honest end.
///
/// The form is made of data ([earshot.ui.settings.Group]): a key, from when on it holds, its unit. What it accepts, what holds and where that
/// stands comes from `config`, so that a field is judged where it stands by the same rule that judges the file; it says its range before it
/// is broken and is never red before it was edited. A secret is never put into its field: an empty field keeps it.
///
/// What the detector makes of its settings is shown on what a device sent last ([earshot.ui.settings.CutsPane]), before they are applied.
package earshot.ui.settings;
