package earshot.ui.models;

import module java.base;

import earshot.ui.kit.Nodes;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/// How the columns of the purposes share a width. What is in force gets the rest; where that would be little, the column that says the same in
/// each row leaves, and the fields become narrower.
///
/// @param widths in pixels, of purpose, alias and the three overrides
/// @param scope whether the column stands that says from when a change holds
record PurposeColumns(List<Double> widths, boolean scope) {
    static final double SCOPE = 92;
    static final double TRY = 76;
    private static final PurposeColumns WIDE = new PurposeColumns(List.of(104.0, 176.0, 150.0, 96.0, 96.0), true);
    private static final PurposeColumns NARROW = new PurposeColumns(List.of(96.0, 140.0, 110.0, 88.0, 84.0), false);
    private static final double WIDE_FROM = 1000;

    static PurposeColumns of(double width) {
        return width < WIDE_FROM ? NARROW : WIDE;
    }

    /// Gives the first nodes of a row, and its scope, their widths.
    void apply(List<? extends Node> row, Node scopeNode) {
        for (int i = 0; i < widths.size(); i++) {
            Nodes.fixWidth((Region) row.get(i), widths.get(i));
        }
        Nodes.setShown(scopeNode, scope);
    }
}
