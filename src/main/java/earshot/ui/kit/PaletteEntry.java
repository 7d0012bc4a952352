package earshot.ui.kit;

/// Entry of the command palette: opens something or starts an action.
///
/// @param kind category as shown, for example "Device"
/// @param label shown and searched
/// @param hint shown beside the label and searched: the key of a setting, the time of a meeting; empty for none
/// @param shortcut keyboard shortcut of the same action; empty for none
/// @param action runs on the FX thread
public record PaletteEntry(String kind, String label, String hint, String shortcut, Runnable action) {}
