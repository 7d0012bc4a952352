package earshot.ui.part;

/// Something that the palette can do: go to a thing, or begin one.
///
/// @param kind what sort of thing it is, in words, for example "Device"
/// @param words what is searched in and shown
/// @param hint searched in, too, and shown beside the words: the key of a setting, the time of a meeting; empty for none
/// @param keys that do the same, empty for none
/// @param act on the FX thread
public record Offer(String kind, String words, String hint, String keys, Runnable act) {}
