package earshot.ui.kit;

import earshot.turn.TurnStage;

/// How a stage of a turn is named and drawn, alike in all views.
public final class StageStyle {
    private StageStyle() {}

    public static String name(TurnStage stage, Texts texts) {
        return texts.get("stage." + Texts.keyOf(stage));
    }

    /// A shorter name, for a list.
    public static String shortName(TurnStage stage, Texts texts) {
        return texts.get("stage.short." + Texts.keyOf(stage));
    }

    /// How high it is in a bar of stages, 0 to 1: stages that follow each other differ in it as well as in color, so that they can be told without color.
    public static double heightShare(TurnStage stage) {
        return switch (stage) {
            case FIRST_FRAME -> 0.15;
            case SILENCE, DEVICE_END -> 0.3;
            case LATE_SOUND, COMPUTE_WAIT -> 0.2;
            case RECOGNISE -> 0.45;
            case TOOL_LIST, TOOL -> 0.5;
            case INTENT, SENTENCE -> 0.75;
            case ANSWER -> 0.6;
            case VOICE -> 0.85;
            case PLAYOUT -> 1;
        };
    }

    /// Style class of its color, such as `stage-first-frame`; beside `stage-part`, which a stage without a color of its own has.
    public static String styleClass(TurnStage stage) {
        return "stage-" + stage.label().replace(' ', '-');
    }
}
