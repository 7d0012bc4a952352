package earshot.ui.kit;

import earshot.turn.TurnStage;

/// How a stage of a turn is named and colored, alike in all views.
public final class StageStyle {
    private StageStyle() {}

    public static String name(TurnStage stage, Texts texts) {
        return texts.get("stage." + Texts.keyOf(stage));
    }

    /// Style class of its color, such as `stage-first-frame`; beside `stage-part`, which a stage without a color of its own has.
    public static String styleClass(TurnStage stage) {
        return "stage-" + stage.label().replace(' ', '-');
    }
}
