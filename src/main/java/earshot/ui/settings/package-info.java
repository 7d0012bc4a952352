/// Settings: the two idle times, put in force at once; the ports; and the restart within the process, with its phases and an
/// honest end. A field is judged where it stands, by the same rule that judges the file, and is never red before it was edited.
package earshot.ui.settings;
