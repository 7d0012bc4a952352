package earshot.ui.kit;

/// Entry of the command palette: opens something or starts an action.
///
/// @param kind category as shown, for example "Device"
/// @param label shown and searched
/// @param hint shown beside the label and searched: the key of a setting, the time of a meeting; empty for none
/// @param shortcut keyboard shortcut of the same action; empty for none
/// @param keywords searched and not shown: what people call it as well
/// @param action runs on the FX thread
public record PaletteEntry(String kind, String label, String hint, String shortcut, String keywords, Runnable action) {
    public PaletteEntry(String kind, String label, String hint, String shortcut, Runnable action) {
        this(kind, label, hint, shortcut, "", action);
    }

    /// A command with the text of `key`. It is found by its text in both languages, and by the words of `palette.words.` and the key.
    public static PaletteEntry command(Texts texts, String key, String shortcut, Runnable action) {
        return new PaletteEntry(texts.get("palette.command"), texts.get(key), "", shortcut, words(key, key), action);
    }

    /// The same with something shown beside the label.
    public PaletteEntry hinted(String words) {
        return new PaletteEntry(kind, label, words, shortcut, keywords, action);
    }

    /// The text in both languages, and the further words of an entry.
    ///
    /// @param label key of the text
    public static String words(String label, String entry) {
        return Texts.inBoth(label) + " " + Texts.inBoth("palette.words." + entry);
    }
}
