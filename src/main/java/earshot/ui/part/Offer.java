package earshot.ui.part;

/// Entry of the command palette: opens something or starts an action.
///
/// @param kind category as shown, for example "Device"
/// @param words label; shown and searched
/// @param hint shown beside the label and searched: the key of a setting, the time of a meeting; empty for none
/// @param keys keyboard shortcut of the same action; empty for none
/// @param act what it does, on the FX thread
public record Offer(String kind, String words, String hint, String keys, Runnable act) {}
