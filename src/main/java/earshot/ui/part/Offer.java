package earshot.ui.part;

/// Something that the palette can do: go to a thing, or begin one.
///
/// @param kind what sort of thing it is, in words, for example "Device"
/// @param words what is searched in and shown
/// @param keys that do the same, empty for none
/// @param act on the FX thread
public record Offer(String kind, String words, String keys, Runnable act) {}
