package earshot.ui.gallery;

import module java.base;

import javafx.scene.Scene;

/// Judges what a window shows now, from its nodes rather than from its pixels. On the FX thread, after the window was laid out.
public final class LayoutChecker {
    private LayoutChecker() {}

    public static List<LayoutFinding> check(Scene scene) {
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        ShownNodes shown = new ShownNodes(scene);
        return Stream
            .of(TextRules.findings(shown), PositionRules.findings(shown), GlyphRule.findings(shown), ContrastRule.findings(shown), ControlRules.findings(shown))
            .flatMap(found -> found).distinct().toList();
    }
}
