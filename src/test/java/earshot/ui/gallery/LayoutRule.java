package earshot.ui.gallery;

/// What a window must not show.
public enum LayoutRule {
    /// Text of a button, a state or a column head is cut off; other text is cut off and nothing shows the whole of it.
    CUT,
    /// A word is broken between its letters because its column is too narrow.
    LETTERS,
    /// Texts or controls lie over each other.
    OVERLAP,
    /// A text or a control leaves its parent or the window.
    OUTSIDE,
    /// No font has a character of the text.
    GLYPH,
    /// Text has less contrast than WCAG AA asks: 4.5:1, 3:1 where it is large and for shapes.
    CONTRAST,
    /// A control without any content.
    EMPTY,
    /// A control that is clicked and is under 24 px high or wide.
    SMALL
}
