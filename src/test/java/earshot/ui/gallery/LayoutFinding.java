package earshot.ui.gallery;

import module java.base;

/// One place of a window that breaks a rule.
///
/// @param node where it is: ids and style classes from the view down to the node
/// @param what is wrong there, with the text or the measure
public record LayoutFinding(LayoutRule rule, String node, String what) {
    @Override
    public String toString() {
        return rule + "  " + node + "  " + what;
    }
}
