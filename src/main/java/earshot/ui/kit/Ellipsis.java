package earshot.ui.kit;

/// The end of a text that was cut off: three full stops, as labels of the toolkit have them. The character "…" is drawn as another one
/// beside words that are written from right to left.
public final class Ellipsis {
    public static final String MARK = "...";

    private Ellipsis() {}
}
